"""Addresses of complaints."""

from django.urls import URLPattern, path

from . import views
from .asking.renewal import lost
from .asking.status import status
from .asking.views import write

app_name = "complaints"
urlpatterns: list[URLPattern] = [
    path("ask/", views.ask, name="ask"),
    path("ask/write/", write, name="write"),
    path("ask/status/", status, name="status"),
    path("ask/lost/", lost, name="lost"),
]
