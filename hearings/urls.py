"""Addresses of the city's briefings and hearings."""

from django.urls import URLPattern, path

from . import views

app_name = "hearings"
urlpatterns: list[URLPattern] = [
    path("hearings/", views.hearing_list, name="hearing-list"),
    path("hearings.ics", views.hearing_feed, name="hearing-feed"),
]
