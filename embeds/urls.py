"""Addresses of banners, cards and pictures. They stand in other people's pages: none is ever changed or removed
(tests/embeds/published.txt holds them to it)."""

from django.urls import URLPattern, path

from . import converters  # noqa: F401  (registers the converters)
from .subjects import SCOPES
from .views import cards, clicks, oembed, picking, pictures, statistics

app_name = "embeds"

# Below `sites/CODE/` the page cache keeps them with the site's other pages, and forgets them with those.
_OF_A_SUBJECT = (
    ("<content:content>-<size:size>-<colour:colour>.<picture_format:suffix>", pictures.banner, "banner"),
    ("picture.png", pictures.picture, "picture"),
    ("card-<colour:colour>/", cards.card, "card"),
    ("go/<way:way>/", clicks.go, "go"),
    ("clicks/", statistics.clicks, "clicks"),
    ("clicks.csv", statistics.clicks_csv, "clicks-csv"),
)

urlpatterns: list[URLPattern] = [
    path("embeds/", picking.pick, name="pick"),
    path("embeds/help/", picking.placing, name="help"),
    path("embeds/oembed/", oembed.oembed, name="oembed"),
    *(
        path(f"embeds/{scope}/<str:code>/{rest}", view, {"scope": scope}, name=f"{scope}-{name}")
        for scope in SCOPES
        for rest, view, name in _OF_A_SUBJECT
    ),
]
