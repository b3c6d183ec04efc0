"""Sitemaps by the schema of sitemaps.org, and as a crawler reads them; robots.txt; the portals' codes."""

from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.utils import timezone
from lxml import etree
from pytest_django import Settings
from usp.tree import sitemap_from_str

from desk.actions import withdraw
from feeds import sitemaps
from sites.models import ConstructionSite
from tests.factories import make_official, make_release

pytestmark = pytest.mark.django_db

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "both.xsd"))
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def fetch(client: Client, path: str) -> etree._Element:
    """A sitemap that the schema accepts."""
    response = client.get(path)
    assert response.status_code == 200 and response["Content-Type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(response.content)
    SCHEMA.assertValid(root)
    return root


def file_of(site: ConstructionSite) -> str:
    return f"/sitemaps/sites-{(site.pk - 1) // sitemaps.PER_FILE + 1}.xml"


def test_index_names_each_sitemap_with_its_last_change(client: Client) -> None:
    site = make_release("site").site
    content = client.get("/sitemap.xml").content
    root = etree.fromstring(content)
    assert root.tag == f"{{{NAMES['s']}}}sitemapindex"
    listed = {
        each.findtext("s:loc", namespaces=NAMES): each.findtext("s:lastmod", namespaces=NAMES)
        for each in root.iterfind("s:sitemap", NAMES)
    }
    assert listed[f"http://testserver{file_of(site)}"] >= site.updated_at.isoformat(timespec="seconds")
    assert "http://testserver/sitemaps/pages.xml" in listed
    # Nobody must come back to find fault: each is there, and valid.
    for address in listed:
        fetch(client, address.removeprefix("http://testserver"))


def test_site_stands_in_its_sitemap_in_every_language(client: Client) -> None:
    site = make_release("site").site
    root = fetch(client, file_of(site))
    addresses = {code: f"http://testserver{prefix}/sites/{site.code}/" for code, prefix in (("ko", ""), ("en", "/en"))}
    for address in addresses.values():
        (page,) = [
            each for each in root.iterfind("s:url", NAMES) if each.findtext("s:loc", namespaces=NAMES) == address
        ]
        others = {link.get("hreflang"): link.get("href") for link in page.iterfind("x:link", NAMES)}
        assert others.items() >= addresses.items() and others["x-default"] == addresses["ko"]
        assert page.findtext("s:lastmod", namespaces=NAMES) == site.updated_at.isoformat(timespec="seconds")


def test_crawler_reads_what_is_written(client: Client) -> None:
    site = make_release("site").site
    read = sitemap_from_str(client.get(file_of(site)).content.decode())
    (page,) = [page for page in read.pages if page.url == f"http://testserver/sites/{site.code}/"]
    assert page.last_modified == site.updated_at.replace(microsecond=0)


def test_withdrawn_site_is_not_to_be_read(client: Client) -> None:
    release = make_release("site")
    kept = make_release("site").site
    withdraw(releases=[release], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    listed = etree.tostring(fetch(client, file_of(kept))).decode()
    assert f"/sites/{release.site.code}/" not in listed and f"/sites/{kept.code}/" in listed


def test_every_page_of_the_frame_is_listed_and_there(client: Client) -> None:
    root = fetch(client, "/sitemaps/pages.xml")
    listed = [each.text.removeprefix("http://testserver") for each in root.iterfind("s:url/s:loc", NAMES)]
    frame = [path for path in listed if not path.startswith(("/districts/", "/directory/", "/en", "/vi"))]
    reaching = {"/news/", "/follow/", "/hearings/", "/screens/", "/embeds/", "/usage/"}
    assert {"/", "/sites/", "/statistics/", "/closures/", *reaching} <= set(frame)
    assert {client.get(path).status_code for path in frame} == {200}
    assert "/districts/11200/" in listed and "/en/districts/11200/" in listed


def test_file_is_found_by_its_keys_however_many_there_are(
    client: Client, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    site = make_release("site").site
    with django_assert_num_queries(1):
        client.get(file_of(site))
    with django_assert_max_num_queries(2 * len(sitemaps.parts())):
        client.get("/sitemap.xml")
    assert client.get("/sitemaps/sites-999999999.xml").status_code == 404
    assert client.get("/sitemaps/nothing-1.xml").status_code == 404


def test_robots_may_read_pages_and_are_told_of_the_sitemap(client: Client, settings: Settings) -> None:
    settings.SITE_VERIFICATION = {"daum": "ab12:cd=="}
    text = client.get("/robots.txt").content.decode()
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.can_fetch("Yeti", "/sites/T-1/") and robots.site_maps() == ["http://testserver/sitemap.xml"]
    assert text.endswith("#DaumWebMasterTool:ab12:cd==\n")
    assert "Disallow: /*?*" in text


def test_portals_find_their_code_on_the_home_page_alone(client: Client, settings: Settings) -> None:
    settings.SITE_VERIFICATION = {"naver": "a1b2", "google": "c3-d_4"}
    home = client.get("/").content.decode()
    assert '<meta name="naver-site-verification" content="a1b2">' in home
    assert '<meta name="google-site-verification" content="c3-d_4">' in home
    assert "site-verification" not in client.get("/sites/").content.decode()


def test_unknown_portal_is_said_at_the_start(settings: Settings) -> None:
    settings.SITE_VERIFICATION = {"yahoo": "x", "naver": ""}
    told = [fault for fault in run_checks() if fault.id == "feeds.E001"]
    assert len(told) == 2 and "yahoo" in told[0].msg
