"""Addresses of feeds, calendars and short addresses, in each language."""

from django.urls import URLPattern, path

from .views import atom, calendars, listing, short

app_name = "feeds"
urlpatterns: list[URLPattern] = [
    path("feeds/", listing.feed_list, name="list"),
    path("feeds/all.atom", atom.everything, name="all-feed"),
    path("feeds/sites.atom", atom.new_sites, name="new-feed"),
    path("feeds/kinds/<slug:slug>.atom", atom.of_kind, name="kind-feed"),
    path("feeds/districts/<str:code>.atom", atom.of_district, name="district-feed"),
    path("feeds/departments/<str:code>.atom", atom.of_department, name="department-feed"),
    path("feeds/firms/<int:pk>.atom", atom.of_firm, name="firm-feed"),
    path("sites/<str:code>/feed.atom", atom.of_site, name="site-feed"),
    path("sites.atom", atom.of_search, name="search-feed"),
    path("feeds/milestones.ics", calendars.milestones, name="milestone-calendar"),
    path("s/<str:code>", short.short, name="short"),
]
