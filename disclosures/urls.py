"""Addresses of disclosures."""

from django.urls import URLPattern, path, register_converter

from .converters import Sha256Converter
from .views import files, home, site

register_converter(Sha256Converter, "sha256")

app_name = "disclosures"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("sites/<str:code>/", site.site_detail, name="site-detail"),
    path("sites/<str:code>/<slug:slug>/", site.kind_list, name="kind-list"),
    path("history/<uuid:item>/", site.history, name="item-history"),
    path("files/<sha256:sha256>", files.file_content, name="file-content"),
    path("files/<sha256:sha256>/<int:width>.<slug:image_format>", files.file_rendition, name="file-rendition"),
    path("files/<sha256:sha256>/thumbnail", files.file_thumbnail, name="file-thumbnail"),
]
