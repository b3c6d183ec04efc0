"""How search portals are shown whose pages these are: a tag on the home page, or a line of robots.txt."""

from collections.abc import Mapping

from django.conf import settings

# The name of each portal's tag; https://webmastertool.naver.com, https://search.google.com/search-console and
# https://www.bing.com/webmasters give out what stands in it.
TAGS: Mapping[str, str] = {
    "naver": "naver-site-verification",
    "google": "google-site-verification",
    "bing": "msvalidate.01",
}
# Daum (https://webmaster.daum.net) wants a comment in robots.txt.
IN_ROBOTS: Mapping[str, str] = {"daum": "#DaumWebMasterTool:"}
PORTALS = (*TAGS, *IN_ROBOTS)


def home_tags() -> list[tuple[str, str]]:
    """Name and content of each tag of the home page."""
    return [(TAGS[portal], code) for portal, code in settings.SITE_VERIFICATION.items() if portal in TAGS]


def robots_lines() -> list[str]:
    """What robots.txt ends with."""
    return [IN_ROBOTS[portal] + code for portal, code in settings.SITE_VERIFICATION.items() if portal in IN_ROBOTS]
