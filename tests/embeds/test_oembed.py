"""oEmbed, read by a consumer that is not ours (micawber), and the rules of the standard."""

from typing import Any
from urllib.parse import urlencode

import micawber
import pytest
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone
from micawber.providers import ProviderHTTPException

from desk.actions import withdraw
from disclosures.models import Release
from tests.factories import make_official, make_release
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Release:
    return make_release("site", name="붙여 넣는 공사")


class Consumer(micawber.Provider):
    """Micawber's own reading and checking; only the way to the app is the test client's."""

    def __init__(self, client: Client) -> None:
        super().__init__("/embeds/oembed/")
        self.client = client

    def fetch(self, url: str) -> str:
        answer = self.client.get(url)
        if answer.status_code != 200:
            raise ProviderHTTPException(url, answer.status_code)
        return answer.content.decode()


def asked(client: Client, **values: Any) -> Any:
    return client.get(f"/embeds/oembed/?{urlencode(values)}")


def test_consumer_gets_the_card_of_a_pasted_address(client: Client, site: Release) -> None:
    registry = micawber.ProviderRegistry()
    registry.register(r"http://testserver/\S*", Consumer(client))
    text = f"http://testserver/sites/{site.site.code}/"
    found = registry.request(text)
    assert found["type"] == "rich" and found["width"] == 480 and "붙여 넣는 공사" in found["title"]
    html = micawber.parse_text(text, registry)
    assert html == found["html"] and f"/embeds/sites/{site.site.code}/card-light/" in html and "<iframe" in html
    with pytest.raises(micawber.ProviderException):
        registry.request("http://testserver/about/")


def test_answer_keeps_to_the_room_it_was_given(client: Client, site: Release) -> None:
    url = f"http://testserver/en/sites/{site.site.code}/"
    narrow = asked(client, url=url, maxwidth=300, maxheight=400).json()
    assert narrow["width"] == 300 and "thumbnail_url" not in narrow
    assert 'width="300"' in narrow["html"] and "/en/embeds/" in narrow["html"]
    tiny = asked(client, url=url, maxwidth=100).json()
    assert tiny["type"] == "link" and "html" not in tiny
    whole = asked(client, url=url).json()
    assert client.get(whole["thumbnail_url"].removeprefix("http://testserver")).status_code == 200


def test_xml_says_the_same(client: Client, site: Release) -> None:
    url = f"http://testserver/sites/{site.site.code}/"
    answer = asked(client, url=url, format="xml")
    assert answer["Content-Type"] == "text/xml"
    root = ElementTree.fromstring(answer.content)
    told = {field.tag: field.text for field in root}
    assert root.tag == "oembed" and told == {name: str(value) for name, value in asked(client, url=url).json().items()}


@pytest.mark.parametrize("path", ["/", "/districts/11200/"])
def test_city_and_districts_have_cards(client: Client, path: str) -> None:
    assert asked(client, url=f"http://testserver{path}").json()["type"] == "rich"


def test_what_cannot_be_embedded_is_not_found(client: Client, site: Release) -> None:
    withdraw(releases=[site], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    for url in (
        f"http://testserver/sites/{site.site.code}/",
        "http://testserver/sites/NEVER/",
        "http://elsewhere.example/districts/11200/",
        "javascript:alert(1)",
        "http://[",
        "",
    ):
        assert asked(client, url=url).status_code == 404, url
    assert asked(client, url="http://testserver/", format="yaml").status_code == 501


def test_page_of_a_site_tells_where_its_card_is(client: Client, site: Release) -> None:
    page = client.get(f"/sites/{site.site.code}/").content.decode()
    assert_valid_html(page)
    for media_type in ("application/json+oembed", "text/xml+oembed"):
        start = page.index(f'type="{media_type}"')
        href = page[page.index('href="', start) + 6 :].partition('"')[0].replace("&amp;", "&")
        assert client.get(href.removeprefix("http://testserver")).status_code == 200
