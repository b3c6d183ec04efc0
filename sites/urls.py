"""Addresses of sites."""

from django.urls import URLPattern, path

from . import exports
from .views import directory, lists, maps

app_name = "sites"
urlpatterns: list[URLPattern] = [
    path("sites.csv", exports.site_csv, name="site-csv"),
    path("directory.csv", exports.department_csv, name="department-csv"),
    path("officers.csv", exports.officer_csv, name="officer-csv"),
    path("sites/", lists.site_list, name="site-list"),
    path("map/", maps.site_map, name="map"),
    path("map/points/", maps.points, name="map-points"),
    path("directory/", directory.department_list, name="department-list"),
    path("directory/<str:code>/", directory.department_detail, name="department-detail"),
    path("districts/<str:code>/", directory.district_detail, name="district-detail"),
]
