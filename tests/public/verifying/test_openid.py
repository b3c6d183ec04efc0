"""Signing in at another service, there and back, against a provider that signs real tokens."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from allimi.embedded.running import Running

from .provider import CLIENT, FOREIGN_KEY, SECRET, Change, Provider
from .visit import Visit, path_of

EN = "/en"
BACKENDS = "complaints.verifying.backends.openid"


@pytest.fixture
def provider(live: Running, settings: Settings) -> Iterator[Provider]:
    provider = Provider()
    with provider.serving() as provider.server:
        settings.PROOFS = {
            "phone": {"backend": "complaints.verifying.backends.phone.PhoneCode"},
            "oidc:kakao": known_to(provider, "Kakao"),
        }
        yield provider


def known_to(provider: Provider, backend: str) -> dict[str, str]:
    told = {"client_id": CLIENT, "client_secret": SECRET, "issuer": provider.server.address}
    return {"backend": f"{BACKENDS}.{backend}", **told}


def leaving(visit: Visit, provider: Provider, proof: str = "oidc-kakao", **begin: Any) -> str:
    """At the link to the other service; the address that it would send the browser back to."""
    visit.begin(language=EN, **begin)
    assert visit.heading == "How do you want to show who you are?"
    visit.press(proof=proof)
    return provider.sign_in(visit.way_out)


def back(visit: Visit, address: str) -> Visit:
    return visit.get(path_of(address))


def test_signing_in_there_proves_who_one_is_here(provider: Provider, visit: Visit) -> None:
    returning = leaving(visit, provider, kept={"where": {"words": "화양로"}})
    back(visit, returning)
    assert visit.heading == "Thank you: we know now who writes" and "한강" in visit.html
    visit.press()
    assert visit.journey is not None and visit.journey.kept["where"] == {"words": "화양로"}
    verified = visit.verified
    assert verified is not None
    assert (verified.method, verified.subject, verified.name) == ("oidc:kakao", "4711", "한강")
    assert (verified.phone, verified.email) == ("", "")


def test_the_city_gives_one_address_to_come_back_to_and_speaks_the_citizens_language(
    provider: Provider, visit: Visit, settings: Settings
) -> None:
    settings.PUBLIC_ORIGIN = "https://allimi.example.kr"
    returning = leaving(visit, provider)
    assert returning.startswith("https://allimi.example.kr/ask/verify/oidc-kakao/back/?")
    assert back(visit, returning).heading == "Thank you: we know now who writes"
    assert 'lang="en"' in visit.html and 'action="/en/ask/verify/go-on/"' in visit.html


def test_what_the_service_has_verified_itself_is_taken_and_nothing_else(provider: Provider, visit: Visit) -> None:
    provider.userinfo = {
        **{"sub": "4711", "email": "a@kakao.example", "email_verified": True},
        **{"phone_number": "+82 10-1234-5678", "phone_number_verified": True},
    }
    verified = back(visit, leaving(visit, provider)).press().verified
    assert verified is not None and (verified.phone, verified.email) == ("01012345678", "a@kakao.example")
    provider.userinfo |= {"email_verified": False, "phone_number_verified": "true"}
    verified = back(visit, leaving(visit, provider)).press().verified
    assert verified is not None and (verified.phone, verified.email) == ("", "")
    provider.userinfo |= {"email_verified": True, "sub": "somebody else"}
    verified = back(visit, leaving(visit, provider)).press().verified
    assert verified is not None and (verified.subject, verified.email) == ("4711", "")


def test_naver_repeats_no_nonce_and_vouches_for_its_own_mailboxes(
    provider: Provider, visit: Visit, settings: Settings
) -> None:
    settings.PROOFS = {**settings.PROOFS, "oidc:naver": known_to(provider, "Naver")}
    provider.person, provider.change = {"sub": "n-1"}, lambda claims: claims.pop("nonce")
    for email, taken in (("hangang@naver.com", "hangang@naver.com"), ("someone@elsewhere.example", "")):
        provider.userinfo = {"resultcode": "00", "response": {"id": "n-1", "name": "이한강", "email": email}}
        verified = back(visit, leaving(visit, provider, "oidc-naver")).press().verified
        assert verified is not None
        assert (verified.subject, verified.name, verified.email) == ("n-1", "이한강", taken)


def set_to(**values: Any) -> Change:
    return lambda claims: claims.update(values)


@pytest.mark.parametrize(
    "change",
    [
        set_to(iss="https://evil.example"),
        set_to(aud="another-client"),
        set_to(aud=[CLIENT, "another-client"]),
        set_to(nonce="of another way"),
        set_to(exp=1_700_000_000),
        lambda claims: claims.pop("sub"),
        lambda claims: claims.pop("nonce"),
        lambda claims: claims.pop("exp"),
    ],
)
def test_token_that_is_not_of_this_way_proves_nothing(provider: Provider, visit: Visit, change: Change) -> None:
    provider.change = change
    back(visit, leaving(visit, provider))
    assert visit.heading == "Not verified" and "did not say who you are" in visit.errors
    assert visit.press().heading == "How do you want to show who you are?"


def test_token_of_a_foreign_key_proves_nothing(provider: Provider, visit: Visit) -> None:
    provider.key = FOREIGN_KEY
    assert back(visit, leaving(visit, provider)).heading == "Not verified"


def test_return_without_the_cookie_of_its_way_leads_nowhere(provider: Provider, visit: Visit) -> None:
    """So nobody can be made to write in another’s name by a link. Nothing is known of the way, nor its language."""
    returning = leaving(visit, provider)
    other = back(Visit(headers=visit.headers), returning)
    assert (other.status, other.heading) == (400, "본인 확인을 하지 못했습니다")
    assert not [asked for asked in provider.server.asked if asked.path == "/token"]


def test_forged_state_leads_nowhere(provider: Provider, visit: Visit) -> None:
    returning = leaving(visit, provider)
    assert back(visit, returning.replace("state=", "state=x")).status == 400
    tampered = returning[:-1] + ("A" if returning[-1] != "A" else "B")
    assert back(visit, tampered).status == 400  # the cookie is found by the first letters, and does not fit


def test_return_works_once(provider: Provider, visit: Visit) -> None:
    returning = leaving(visit, provider)
    assert back(visit, returning).status == 200
    assert back(visit, returning).status == 400


def test_two_tabs_do_not_disturb_each_other(provider: Provider, visit: Visit) -> None:
    first = leaving(visit, provider)
    seen = dict(provider.seen)
    second = leaving(visit, provider)
    assert back(visit, second).status == 200
    provider.seen = seen
    assert back(visit, first).press().verified is not None


def test_cookie_is_for_this_host_over_https_and_for_no_script(
    provider: Provider, visit: Visit, settings: Settings
) -> None:
    settings.HTTPS = True
    leaving(visit, provider)
    [cookie] = visit.client.cookies.values()
    assert cookie.key.startswith("__Host-verifying-")
    assert cookie["secure"] and cookie["httponly"] and (cookie["path"], cookie["domain"]) == ("/", "")
    assert (cookie["samesite"], cookie["max-age"]) == ("Lax", 900)
    assert len(cookie.value) < 4000 and "4711" not in cookie.value


def test_whoever_does_not_agree_there_may_choose_anew(provider: Provider, visit: Visit) -> None:
    returning = leaving(visit, provider).replace("code=the-code", "error=access_denied")
    assert "You did not agree" in back(visit, returning).errors
    assert visit.press().heading == "How do you want to show who you are?"


@pytest.mark.parametrize("fault", ["openid-configuration", "/token", "/keys"])
def test_service_that_fails_is_told_and_nothing_is_lost(provider: Provider, visit: Visit, fault: str) -> None:
    provider.fault = fault
    if fault == "openid-configuration":
        visit.begin(language=EN).press(proof="oidc-kakao")
    else:
        back(visit, leaving(visit, provider))
    assert visit.heading == "Not verified"
    assert visit.press().heading == "How do you want to show who you are?"


def test_wrong_code_is_refused_by_the_service(provider: Provider, visit: Visit) -> None:
    returning = leaving(visit, provider).replace("the-code", "another")
    assert "did not say who you are" in back(visit, returning).errors


def test_long_text_is_not_put_into_a_cookie(provider: Provider, visit: Visit) -> None:
    visit.begin(language=EN, kept={"text": {"title": "긴 글", "text": "가나다라 " * 800}})
    assert visit.heading == "What is your mobile number?"  # the one way that stays on our pages


def test_director_asks_for_more_than_a_sign_in_elsewhere(provider: Provider, visit: Visit) -> None:
    assert visit.begin("director", language=EN).heading == "What is your mobile number?"


def test_choice_is_wanted(provider: Provider, visit: Visit) -> None:
    visit.begin(language=EN).press(proof="nothing-such")
    assert "Choose how you want to show who you are" in visit.errors


def test_no_page_but_the_way_out_sets_a_cookie(provider: Provider, client: Client, visit: Visit) -> None:
    visit.begin(language=EN)
    assert not visit.client.cookies
    visit.press(proof="phone")
    assert not visit.client.cookies
