"""Addresses of prints."""

from django.urls import URLPattern, path

from . import views

app_name = "prints"
urlpatterns: list[URLPattern] = [
    path("sites/<str:code>/signboard/", views.signboards, name="signboards"),
    path("sites/<str:code>/signboard/<slug:form>/<slug:paper>.pdf", views.signboard_file, name="file-signboard"),
    path("news/<int:pk>/print.pdf", views.bulletin_file, name="file-bulletin"),
    path("districts/<str:code>/brochure.pdf", views.brochure_file, name="file-brochure"),
]
