"""Addresses of sites."""

from django.urls import URLPattern, path

from . import exports, views

app_name = "sites"
urlpatterns: list[URLPattern] = [
    path("sites.csv", exports.site_csv, name="site-csv"),
    path("directory.csv", exports.department_csv, name="department-csv"),
    path("sites/", views.site_list, name="site-list"),
    path("directory/", views.department_list, name="department-list"),
    path("directory/<str:code>/", views.department_detail, name="department-detail"),
    path("robots.txt", views.robots, name="robots"),
]
