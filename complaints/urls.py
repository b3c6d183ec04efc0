"""Addresses of complaints."""

from django.urls import URLPattern, path

from . import views
from .asking.renewal import lost
from .asking.status import status
from .asking.views import write
from .verifying import views as verifying

app_name = "complaints"
urlpatterns: list[URLPattern] = [
    path("ask/", views.ask, name="ask"),
    path("ask/write/", write, name="write"),
    path("ask/status/", status, name="status"),
    path("ask/lost/", lost, name="lost"),
    path("ask/verify/", verifying.choose, name="verify"),
    path("ask/verify/go-on/", verifying.go_on, name="verify-go-on"),
    path("ask/verify/<slug:slug>/", verifying.answer, name="verify-answer"),
    path("ask/verify/<slug:slug>/back/", verifying.back, name="verify-back"),
]
