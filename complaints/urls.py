"""Addresses of complaints."""

from django.urls import URLPattern, path

from . import views

app_name = "complaints"
urlpatterns: list[URLPattern] = [
    path("ask/", views.ask, name="ask"),
]
