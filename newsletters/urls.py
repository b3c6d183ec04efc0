"""Addresses of newsletters, press releases and notices."""

from django.urls import URLPattern, path

from . import views

app_name = "newsletters"
urlpatterns: list[URLPattern] = [
    path("news/", views.bulletin_list, name="bulletin-list"),
    path("news/<int:pk>/", views.bulletin_detail, name="bulletin-detail"),
]
