"""What the relay answers."""

from django.urls import URLPattern, path

from relay import views

urlpatterns: list[URLPattern] = [
    path("codes/", views.send_code),
    path("healthz", views.healthz),
    path("readyz", views.readyz),
]
