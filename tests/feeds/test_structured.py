"""What pages say of themselves: schema.org by its vocabulary, Open Graph, feeds in the head, links to pass on."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from typing import Any

import html5lib
import msgspec
import msgspec_schemaorg.models
import pytest
from django.test import Client
from django.utils import timezone
from linkpreview import Link, LinkPreview

from complaints.models import PublicQuestion, QuestionAnswer, QuestionContent
from desk.actions import withdraw
from tests.factories import make_department, make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


def _vocabulary() -> dict[str, set[str]]:
    """The properties of each type of schema.org."""
    package = msgspec_schemaorg.models
    found: dict[str, set[str]] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            if isinstance(thing, type) and issubclass(thing, msgspec.Struct):
                found[name] = set(thing.__struct_encode_fields__)
    return found


VOCABULARY = _vocabulary()


def described(client: Client, path: str, *, status: int = 200) -> tuple[list[dict[str, Any]], dict[str, str], Any]:
    """The page's JSON-LD, its Open Graph by property, and the parsed page."""
    response = client.get(path)
    assert response.status_code == status
    html = response.content.decode()
    assert_valid_html(html)
    page = html5lib.parse(html, namespaceHTMLElements=False)
    scripts = [each.text for each in page.iter("script") if each.get("type") == "application/ld+json"]
    graph = [thing for text in scripts for thing in json.loads(text)["@graph"]]
    meta = {each.get("property"): each.get("content") for each in page.iter("meta") if each.get("property")}
    return graph, meta, page


def previewed(client: Client, path: str) -> LinkPreview:
    """The page as a program reads it that shows a preview of a link."""
    return LinkPreview(Link(f"http://testserver{path}", client.get(path).content.decode()))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)


def assert_known(graph: list[dict[str, Any]]) -> None:
    """Each type and each of its properties is schema.org's; `query-input` is what search engines add to it."""
    for node in nodes(graph):
        assert set(node) - {"query-input"} <= VOCABULARY[node["@type"]], node["@type"]


def test_site_says_what_it_is(client: Client) -> None:
    site = make_site()
    make_release("contract", site=site)
    record = make_release("progress", site=site).site
    graph, meta, page = described(client, f"/sites/{site.code}/")
    assert_known(graph)
    web_page, place, data = graph
    assert (web_page["@type"], web_page["name"]) == ("WebPage", record.name)
    assert place["geo"]["latitude"] == pytest.approx(float(record.latitude))
    assert place["address"]["addressLocality"] == "성동구" and place["identifier"] == site.code
    assert data["temporalCoverage"] == "2025-03-02/2027-08-31"
    addresses = {each["contentUrl"]: each["encodingFormat"] for each in data["distribution"]}
    assert len(addresses) == 4
    for address in addresses:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200
    assert meta["og:title"] == record.name and "62.1%" in meta["og:description"]
    assert meta["og:url"] == f"http://testserver/sites/{site.code}/" and meta["og:locale"] == "ko_KR"
    assert meta["og:image"].startswith("http://testserver/embeds/sites/")
    read = previewed(client, f"/sites/{site.code}/")
    assert (read.opengraph.title, read.opengraph.image) == (record.name, meta["og:image"])
    assert read.description == meta["og:description"] and read.absolute_image == meta["og:image"]
    linked = {each.get("type"): each.get("href") for each in page.iter("link") if each.get("rel") == "alternate"}
    assert linked["application/atom+xml"] == f"/sites/{site.code}/feed.atom"
    assert linked["text/calendar"] == f"/sites/{site.code}/calendar.ics"


def test_content_cannot_end_the_script(client: Client) -> None:
    name = "</script><script>alert(1)</script> & <!--"
    site = make_release("site", name=name).site
    graph, meta, page = described(client, f"/sites/{site.code}/")
    assert graph[0]["name"] == meta["og:title"] == name
    assert [each for each in page.iter("script") if each.get("type") != "application/ld+json"] == []


def test_withdrawn_site_says_nothing_but_its_feed(client: Client) -> None:
    release = make_release("site")
    name = release.site.name
    withdraw(releases=[release], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    graph, meta, page = described(client, f"/sites/{release.site.code}/", status=410)
    assert graph == [] and meta == {}
    assert f"/sites/{release.site.code}/feed.atom" in {each.get("href") for each in page.iter("link")}
    assert name not in "".join(page.itertext())


def test_home_says_how_to_search(client: Client) -> None:
    graph, meta, _page = described(client, "/")
    assert_known(graph)
    assert graph[0]["potentialAction"]["target"]["urlTemplate"] == "http://testserver/sites/?q={search_term_string}"
    assert meta["og:title"].startswith("건설알림이")


@pytest.mark.parametrize("path", ["/districts/11200/", "/statistics/", "/feeds/", "/sites/", "/en/feeds/"])
def test_pages_with_what_programs_read_are_valid(client: Client, path: str) -> None:
    described(client, path)


def test_error_pages_say_nothing_of_what_was_not_found(client: Client) -> None:
    for path in ("/sites/none/", "/districts/none/", "/firms/0/", "/questions/0/"):
        graph, meta, _page = described(client, path, status=404)
        assert graph == [] and meta == {}


def test_links_to_pass_a_page_on_are_plain_addresses(client: Client) -> None:
    site = make_release("site", name="한강 & 나루 공사").site
    _graph, _meta, page = described(client, f"/sites/{site.code}/")
    (details,) = [each for each in page.iter("details") if "share" in (each.get("class") or "").split()]
    links = {"".join(each.itertext()): each for each in details.iter("a")}
    facebook = links["Facebook"]
    assert facebook.get("href").endswith(f"u=http%3A%2F%2Ftestserver%2Fsites%2F{site.code}%2F")
    assert facebook.get("referrerpolicy") == "no-referrer" and "noopener" in facebook.get("rel")
    assert "%26" in links["X"].get("href") and links["X"].get("href").count("&") == 1
    assert "/s/" in "".join(details.itertext())
    assert not list(details.iter("img")) and not list(details.iter("script"))


def test_question_and_answer_are_said_as_such(client: Client) -> None:
    now, department = timezone.now(), make_department()
    question = PublicQuestion.objects.create(
        department=department,
        post="question",
        language="ko",
        asked_on=now.date(),
        answered_on=now.date(),
        approved_post="팀장",
        released_at=now,
        change=10**15,
    )
    QuestionContent.objects.create(question=question, title="언제 끝나나요?", text="<b>소음</b>이 심합니다.")
    graph, meta, _page = described(client, f"/questions/{question.pk}/")
    assert_known(graph)
    assert graph[0]["mainEntity"]["answerCount"] == 0 and meta["og:title"] == "언제 끝나나요?"
    QuestionAnswer.objects.create(question=question, text="8월에 끝납니다.", answered_post="주무관")
    graph, _meta, _page = described(client, f"/questions/{question.pk}/")
    assert_known(graph)
    answer = graph[0]["mainEntity"]["acceptedAnswer"]
    assert answer["text"] == "8월에 끝납니다." and answer["author"]["name"] == department.name
