"""What machines ask for at one address, whatever language people read."""

from django.urls import URLPattern, path

from .views import sitemaps

app_name = "sitemaps"
urlpatterns: list[URLPattern] = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="index"),
    path("sitemaps/pages.xml", sitemaps.pages, name="pages"),
    path("sitemaps/<slug:slug>-<int:number>.xml", sitemaps.part, name="part"),
]
