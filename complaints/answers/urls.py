"""Addresses of public questions."""

from django.urls import URLPattern, path

from . import views

app_name = "answers"
urlpatterns: list[URLPattern] = [
    path("questions/", views.question_list, name="question-list"),
    path("questions/<int:pk>/", views.question_detail, name="question-detail"),
    path("questions/figures/", views.figures, name="figures"),
    path("questions/figures.csv", views.figures_csv, name="figures-csv"),
]
