"""Addresses of disclosures."""

from django.urls import URLPattern, path, register_converter

from .converters import Sha256Converter
from .views import about, closures, downloads, files, firm, home, late, photos, site, statistics, tables, withheld

register_converter(Sha256Converter, "sha256")

app_name = "disclosures"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("about/", about.about, name="about"),
    path("about/kinds/", about.kinds_help, name="kinds-help"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("firms/", firm.firm_list, name="firm-list"),
    path("firms/<int:pk>/", firm.firm_detail, name="firm-detail"),
    path("closures/", closures.closure_list, name="closure-list"),
    path("closures.csv", closures.closure_csv, name="closure-csv"),
    path("closures.ics", closures.closure_feed, name="closure-feed"),
    path("late/", late.late_list, name="late-list"),
    path("late.csv", late.late_csv, name="late-csv"),
    path("withheld/", withheld.withheld_list, name="withheld-list"),
    path("withheld.csv", withheld.withheld_csv, name="withheld-csv"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/<slug:slug>/", statistics.statistics_by, name="statistics-by"),
    path("statistics/<slug:slug>.csv", statistics.statistics_csv, name="statistics-csv"),
    path("sites/<str:code>/closures.ics", closures.site_closure_feed, name="site-closure-feed"),
    path("sites/<str:code>/calendar.ics", closures.site_milestones, name="site-calendar"),
    path("sites/<str:code>/<slug:slug>.csv", tables.kind_csv, name="kind-csv"),
    path("firms.csv", tables.firm_csv, name="firm-csv"),
    path("firms/<int:pk>/sites.csv", tables.firm_site_csv, name="firm-site-csv"),
    path("sites/<str:code>/", site.site_detail, name="site-detail"),
    path("sites/<str:code>/<slug:slug>.json", downloads.kind_json, name="kind-json"),
    path("sites/<str:code>/photo/", photos.photo_list, name="photo-list"),
    path("sites/<str:code>/photo/<uuid:item>/", photos.photo_detail, name="photo-detail"),
    path("sites/<str:code>/<slug:slug>/", site.kind_list, name="kind-list"),
    path("history/<uuid:item>/", site.history, name="item-history"),
    path("files/<sha256:sha256>", files.file_content, name="file-content"),
    path("files/<sha256:sha256>/<int:width>.<slug:image_format>", files.file_rendition, name="file-rendition"),
    path("files/<sha256:sha256>/thumbnail", files.file_thumbnail, name="file-thumbnail"),
]
