"""Addresses of following."""

from django.urls import URLPattern, path

from . import views

app_name = "following"
urlpatterns: list[URLPattern] = [
    path("follow/", views.follow, name="follow"),
    path("follow/<slug:said>/<str:token>/", views.word, name="word"),
]
