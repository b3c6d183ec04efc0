"""Short addresses: what is printed stays, and a slip of the pen leads nowhere."""

import pytest
from django.test import Client
from django.utils import timezone

from desk.actions import withdraw
from feeds.short import ALPHABET, code_of_key, key_of_code, short_code
from tests.factories import make_official, make_release

# On boards at real sites: none of these may ever mean anything else.
PRINTED = {
    1: "1123",
    2: "1135",
    31: "1214",
    1000: "229R",
    29790: "ZZZQ",
    29791: "21116",
    123456: "55FFE",
    10**6: "23JK3K",
}


def test_printed_codes_are_what_they_were() -> None:
    assert {key: code_of_key(key) for key in PRINTED} == PRINTED
    assert {code: key_of_code(code) for code in PRINTED.values()} == {code: key for key, code in PRINTED.items()}


@pytest.mark.parametrize("code", ["229R", "55FFE"])
def test_one_slip_is_noticed(code: str) -> None:
    wrong = {code[:place] + letter + code[place + 1 :] for place in range(len(code)) for letter in ALPHABET}
    swapped = {code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(len(code) - 1)}
    assert [each for each in (wrong | swapped) - {code} if key_of_code(each) is not None] == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("229r", 1000),
        (" 229 R", 1000),
        ("22-9R", 1000),
        ("ll23", 1),
        ("I123", 1),
        ("0123", None),
        ("", None),
        ("Z" * 40, None),
    ],
)
def test_what_people_type(typed: str, key: int | None) -> None:
    assert key_of_code(typed) == key


@pytest.mark.django_db
def test_short_address_leads_to_the_site_also_when_it_is_withdrawn(client: Client) -> None:
    release = make_release("site")
    code = short_code(release.site)
    for language in ("", "/en"):
        answer = client.get(f"{language}/s/{code}")
        assert (answer.status_code, answer["Location"]) == (302, f"{language}/sites/{release.site.code}/")
    withdraw(releases=[release], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    gone = client.get(f"/s/{code}", follow=True)
    assert gone.status_code == 410 and "사업 취소" in gone.content.decode()


@pytest.mark.django_db
def test_mistyped_address_is_explained(client: Client) -> None:
    answer = client.get("/s/0<O>0")
    assert answer.status_code == 404 and "/sites/" in answer.content.decode()
    assert client.get(f"/s/{code_of_key(10**15)}").status_code == 404
