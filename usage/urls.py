"""Addresses of the pages' use."""

from django.urls import URLPattern, path

from . import views
from .useful import useful

app_name = "usage"
urlpatterns: list[URLPattern] = [
    path("usage/", views.usage, name="usage"),
    path("usage.csv", views.usage_csv, name="usage-csv"),
    path("useful/", useful, name="useful"),
]
