"""Which post needs which proof: the data of every city, and what is said of wrong ones."""

from typing import Any

import pytest
from django.conf import settings
from pytest_django import Settings

from complaints import checks
from complaints.deadlines.periods import StatutoryType
from complaints.posts import PostKind, PostsError, load_posts, post_of, read_posts
from complaints.verifying import proofs
from sites.profile import PROFILES

PHONE = "complaints.verifying.backends.phone.PhoneCode"


@pytest.fixture(autouse=True)
def proofs_anew() -> Any:
    proofs.proofs.cache_clear()
    yield
    proofs.proofs.cache_clear()


@pytest.mark.parametrize("profile", sorted(path.stem for path in PROFILES.glob("*.toml")))
def test_every_city_takes_complaints_questions_and_anonymous_tips(profile: str) -> None:
    posts = load_posts(profile)
    assert {PostKind.COMPLAINT, PostKind.QUESTION, PostKind.TIP} <= set(posts)
    assert [post.kind for post in posts.values() if post.needs_no_proof] == [PostKind.TIP]


def test_seoul_takes_all_six_and_knows_what_they_are_by_law() -> None:
    assert set(load_posts("seoul")) == set(PostKind)
    found = post_of("question")
    assert found is not None and found.statutory_type is StatutoryType.QUERY
    assert [post.kind for post in load_posts("seoul").values() if post.to_director] == [PostKind.DIRECTOR]
    assert post_of("nothing such") is None


def test_a_family_of_proofs_is_accepted_by_its_name_and_one_by_its_own() -> None:
    entry = {"posts": {"question": {"proofs": ["phone", "oidc:kakao"], "statutory_type": "query"}}}
    one = read_posts("x", entry)[PostKind.QUESTION]
    assert [method for method in ("phone", "oidc:kakao", "oidc:naver", "portone") if one.accepts(method)] == [
        "phone",
        "oidc:kakao",
    ]
    complaint = load_posts("seoul")[PostKind.COMPLAINT]
    assert complaint.accepts("oidc:anything") and not complaint.accepts("none")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"proofs": ["fax"], "statutory_type": "query"}, "'fax' is no proof"),
        ({"proofs": ["phone:x"], "statutory_type": "query"}, "'phone:x' is no proof"),
        ({"proofs": [], "statutory_type": "query"}, "proofs is empty"),
        ({"proofs": ["phone"], "statutory_type": "wish"}, "wish"),
        ({"proofs": ["phone"]}, "statutory_type"),
    ],
)
def test_wrong_post_is_told_with_its_place(given: dict[str, Any], says: str) -> None:
    with pytest.raises(PostsError, match=f"posts.toml, x: .*{says}"):
        read_posts("x", {"posts": {"question": given}})


def test_unknown_city_is_told_what_to_write() -> None:
    with pytest.raises(PostsError, match=r"\[atlantis.posts"):
        load_posts("atlantis")


def test_post_that_nobody_can_prove_to_write_is_a_fault_of_the_setup(settings: Settings) -> None:
    assert checks.check_posts(None) == []  # inside nobody writes
    proofs.proofs.cache_clear()
    settings.PROOFS = {"phone": {"backend": PHONE}}
    assert checks.check_posts(None) == []
    proofs.proofs.cache_clear()
    google = {"backend": "complaints.verifying.backends.openid.Google", "client_id": "a", "client_secret": "b"}
    settings.PROOFS = {"oidc:google": google}
    [fault] = checks.check_posts(None)
    assert fault.id == "complaints.E002" and "director" in fault.msg


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "backend"),
        ({"backend": "complaints.nowhere.Proof"}, "nowhere"),
        ({"backend": PHONE, "colour": "red"}, "colour"),
        ({"backend": "complaints.verifying.backends.openid.OpenID", "client_id": "a", "client_secret": "b"}, "issuer"),
    ],
)
def test_wrong_proof_is_told_with_its_table(settings: Settings, options: dict[str, str], says: str) -> None:
    settings.PROOFS = {"phone": options}
    [fault] = checks.check_posts(None)
    assert fault.id == "complaints.E001" and "ALLIMI_PROOFS, [phone]" in fault.msg and says in fault.msg


def test_wrong_cap_is_told_before_anybody_asks_for_a_code(settings: Settings) -> None:
    settings.CODE_CAPS = ["number=five/day"]
    [fault] = checks.check_posts(None)
    assert fault.id == "complaints.E001" and "ALLIMI_CODE_CAPS" in fault.msg


def test_phone_numbers_are_the_profiles() -> None:
    assert settings.PROFILE.phone.mobile.fullmatch("01012345678")
    assert not settings.PROFILE.phone.mobile.fullmatch("0101234567")
    assert settings.PROFILE.phone.mobile.fullmatch("0111234567")
