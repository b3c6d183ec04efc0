"""Addresses of surveys."""

from django.urls import URLPattern, path

from . import views
from .answering import answer

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("surveys/", views.survey_list, name="survey-list"),
    path("surveys/<int:pk>/", views.survey_detail, name="survey-detail"),
    path("surveys/<int:pk>/answer/", answer, name="survey-answer"),
    path("surveys/<int:pk>.csv", views.survey_csv, name="survey-csv"),
]
