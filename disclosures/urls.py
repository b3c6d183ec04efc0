"""Addresses of disclosures."""

from django.urls import URLPattern, path, register_converter

from .converters import Sha256Converter
from .views import files

register_converter(Sha256Converter, "sha256")

app_name = "disclosures"
urlpatterns: list[URLPattern] = [
    path("files/<sha256:sha256>", files.file_content, name="file-content"),
    path("files/<sha256:sha256>/thumbnail", files.file_thumbnail, name="file-thumbnail"),
]
