"""Addresses of the screens."""

from django.urls import URLPattern, path

from . import views

app_name = "screens"
urlpatterns: list[URLPattern] = [
    path("screens/", views.about_screens, name="about"),
    path("screens/pictures/<int:pk>.jpg", views.picture, name="file-picture"),
    path("screens/worker.js", views.worker, name="file-worker"),
    path("screens/<str:code>/", views.screen, name="screen"),
]
