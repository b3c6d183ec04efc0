"""Signing in with a second factor, how long it lasts, and what it takes to act on it."""

import datetime
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from desk import actions
from desk.models import AuditEntry, Draft, Official, Role
from desk.signing_in import secrets
from tests.factories import make_official, make_release
from tests.internal.personas import World, signed_in

PASSWORD = "푸른-다리-위의-고양이-7"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = "/admin/login/"
SECOND = "/admin/sign-in/second/"


@pytest.fixture
def approver(world: World) -> Official:
    """The approver, with a password and an app."""
    official = world.officials[Role.APPROVER]
    official.set_password(PASSWORD)
    official.save()
    TOTP.activate(official, SEED)
    return official


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a commit happens within the request, although a test's own transaction never commits."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda follow, **_options: follow())


def code(*, seed: str = SEED) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(seed, int(time.time()) // 30))


def first_step(official: Official, client: Client | None = None) -> Client:
    client = client or Client()
    answer = client.post(SIGN_IN, {"login": official.username, "password": PASSWORD})
    assert answer["Location"] == SECOND
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def submitted(world: World) -> Draft:
    """A progress report of a public site that waits for the approver."""
    draft = world.drafts["progress"]
    make_release("site", site=world.site)
    return actions.submit(draft=draft, by=world.officials[Role.EDITOR], now=timezone.now())


def approve(client: Client, draft: Draft) -> Any:
    return client.post(reverse("admin:desk-review", args=["progress", draft.pk]), {"approve": "1"})


def state_of(draft: Draft) -> str:
    draft.refresh_from_db()
    return str(draft.state)


def test_the_password_alone_is_half_of_it(approver: Official) -> None:
    client = first_step(approver)
    assert not is_in(client)
    assert client.post(SECOND, {"code": code()}).status_code == 302
    assert is_in(client)
    entry = AuditEntry.objects.filter(action="sign-in").latest("id")
    assert (entry.by, entry.details["by"], entry.details["address"]) == (approver, ["password", "totp"], "127.0.0.1")


def test_a_code_that_was_used_is_refused_whichever_process_is_asked(approver: Official) -> None:
    used = code()
    assert first_step(approver).post(SECOND, {"code": used}).status_code == 302
    cache.clear()  # another process has a memory of its own
    again = first_step(approver)
    assert again.post(SECOND, {"code": used}).status_code == 200
    assert not is_in(again)


def test_a_recovery_code_works_once(approver: Official) -> None:
    first, *_others = RecoveryCodes.activate(approver).generate_codes()
    assert first_step(approver).post(SECOND, {"code": first}).status_code == 302
    assert first_step(approver).post(SECOND, {"code": first}).status_code == 200


def test_wrong_codes_count_like_wrong_passwords_and_lock(approver: Official) -> None:
    client = first_step(approver)
    answers = [client.post(SECOND, {"code": "000000"}).status_code for _attempt in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(SECOND, {"code": code()}).status_code == 429
    assert not is_in(client)
    attempt = AccessAttempt.objects.get(username=approver.username)
    assert attempt.failures_since_start >= 5
    assert "000000" not in attempt.post_data
    assert AuditEntry.objects.filter(action="sign-in.locked", subject=f"official:{approver.username}").exists()


def test_each_step_of_signing_in_changes_the_session(approver: Official) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by someone else"
    session.save()
    client.cookies[project.SESSION_COOKIE_NAME] = session.session_key
    first_step(approver, client)
    half = client.session.session_key
    client.post(SECOND, {"code": code()})
    assert is_in(client)
    assert client.session.session_key not in (session.session_key, half)
    thief = Client()
    thief.cookies[project.SESSION_COOKIE_NAME] = session.session_key
    assert not is_in(thief)


def test_the_seed_is_in_no_readable_form_in_the_database(approver: Official) -> None:
    stored = Authenticator.objects.get(user=approver).data["secret"]
    assert SEED not in stored
    assert secrets.decrypt(stored) == SEED


def test_seeds_outlive_a_change_of_the_secret_key(settings: Settings) -> None:
    stored = secrets.encrypt(SEED)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    assert secrets.decrypt(stored) == SEED


def test_setting_up_an_app_shows_recovery_codes_and_is_audited(world: World, commits: None) -> None:
    client = world.client(Role.EDITOR)
    page = client.get(reverse("mfa_activate_totp"))
    seed = page.context["form"].secret
    assert seed in page.content.decode()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(seed=seed)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"])
    assert len(codes.context["unused_codes"]) == 10
    added = AuditEntry.objects.filter(action="sign-in.factor-added").values_list("details__type", flat=True)
    assert sorted(added) == ["recovery_codes", "totp"]


def test_where_it_is_required_a_password_opens_nothing_but_the_page_to_set_up(
    world: World, settings: Settings, commits: None
) -> None:
    settings.SECOND_FACTOR = "required"
    draft = submitted(world)
    client = world.client(Role.APPROVER)
    own = reverse("mfa_index")
    for name in ("index", "desk-queue", "desk_managedsite_changelist"):
        assert client.get(reverse(f"admin:{name}"))["Location"] == own
    assert approve(client, draft)["Location"] == own
    assert state_of(draft) == "submitted"
    assert client.get(own).status_code == 200
    seed = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(seed=seed)})
    assert is_in(client)
    approve(client, draft)
    assert state_of(draft) == "released"


def test_a_second_factor_that_is_gone_closes_the_session_it_opened(approver: Official, settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"
    client = signed_in(approver, method="mfa")
    assert is_in(client)
    Authenticator.objects.filter(user=approver).delete()
    assert not is_in(client)


def test_approving_asks_again_after_five_minutes_and_goes_on_with_what_was_posted(
    world: World, approver: Official
) -> None:
    draft = submitted(world)
    client = signed_in(approver, method="mfa", minutes_ago=6)
    asked = approve(client, draft)
    assert asked["Location"].startswith(reverse("mfa_reauthenticate"))
    assert state_of(draft) == "submitted"
    assert client.get(asked["Location"]).status_code == 200
    wrong = client.post(asked["Location"], {"code": "000000", "next": asked.wsgi_request.path})
    assert (wrong.status_code, state_of(draft)) == (200, "submitted")
    client.post(reverse("mfa_reauthenticate"), {"code": code(), "next": asked.wsgi_request.path})
    assert state_of(draft) == "released"


def test_what_goes_on_afterwards_was_asked_for_by_a_page_of_the_desk(world: World, approver: Official) -> None:
    draft = submitted(world)
    strict = Client(enforce_csrf_checks=True)
    client = signed_in(approver, method="mfa", minutes_ago=6, client=strict)
    review = reverse("admin:desk-review", args=["progress", draft.pk])
    again = reverse("mfa_reauthenticate")
    assert client.post(review, {"approve": "1"}).status_code == 403
    client.get(review)
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(review, {"approve": "1", **token}).status_code == 302
    assert client.post(again, {"code": code(), "next": review}).status_code == 403
    assert state_of(draft) == "submitted"
    client.post(again, {"code": code(), "next": review, **token})
    assert state_of(draft) == "released"


def test_a_proof_of_four_minutes_ago_is_enough(world: World, approver: Official) -> None:
    draft = submitted(world)
    approve(signed_in(approver, method="mfa", minutes_ago=4), draft)
    assert state_of(draft) == "released"


@pytest.mark.parametrize("name", ["withdraw", "erase"])
def test_taking_down_asks_again_and_takes_nothing_down_before(world: World, approver: Official, name: str) -> None:
    draft = submitted(world)
    approve(signed_in(approver), draft)
    client = signed_in(approver, minutes_ago=6)
    url = reverse(f"admin:desk-{name}", args=["progress", draft.pk])
    answer = client.post(url, {"versions": [draft.release_id or 0], "ground": "개인정보"})
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    assert state_of(draft) == "released"


def test_who_has_lost_the_role_while_proving_it_does_not_approve(world: World, approver: Official) -> None:
    draft = submitted(world)
    client = signed_in(approver, method="mfa", minutes_ago=6)
    asked = approve(client, draft)
    approver.groups.clear()
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code(), "next": asked.wsgi_request.path})
    assert answer.status_code in (403, 404)
    assert state_of(draft) == "submitted"


def test_whoever_came_by_the_directory_alone_is_told_to_set_up_something_of_his_own(world: World) -> None:
    draft = submitted(world)
    client = signed_in(world.officials[Role.APPROVER], method="socialaccount", minutes_ago=6)
    assert approve(client, draft)["Location"] == reverse("mfa_index")
    assert state_of(draft) == "submitted"


def test_a_session_ends_half_an_hour_after_the_last_page(world: World) -> None:
    client = world.client(Role.EDITOR)
    assert is_in(client)
    stored = Session.objects.get(pk=client.session.session_key)
    left = stored.expire_date - timezone.now()
    assert datetime.timedelta(minutes=29) < left <= datetime.timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() + datetime.timedelta(minutes=1))
    assert is_in(client)  # and a page sets the clock anew
    assert Session.objects.get(pk=stored.pk).expire_date - timezone.now() > datetime.timedelta(minutes=29)
    Session.objects.update(expire_date=timezone.now())
    assert not is_in(client)


def test_a_session_ends_ten_hours_after_it_began_however_busy(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = world.client(Role.EDITOR)
    assert is_in(client)
    later = time.time() + 10 * 60 * 60 + 1
    monkeypatch.setattr("desk.signing_in.middleware.time.time", lambda: later)
    answer = client.get(reverse("admin:desk-queue"))
    assert answer["Location"] == f"{SIGN_IN}?next=%2Fadmin%2Fdesk%2Fqueue%2F"
    monkeypatch.undo()
    assert not is_in(client)


def test_an_account_closed_between_the_steps_stays_out(approver: Official) -> None:
    client = first_step(approver)
    Official.objects.filter(pk=approver.pk).update(is_active=False)
    client.post(SECOND, {"code": code()})
    assert not is_in(client)


def test_an_administrator_removes_what_a_lost_telephone_could_open(world: World, approver: Official) -> None:
    stolen = signed_in(approver, method="mfa")
    assert is_in(stolen)
    url = reverse("admin:desk-reset-sign-in", args=[approver.pk])
    assert world.client(Role.ADMINISTRATOR).post(url).status_code == 302
    assert not Authenticator.objects.filter(user=approver).exists()
    assert not is_in(stolen)
    entry = AuditEntry.objects.get(action="official.reset-sign-in")
    assert entry.details == {"removed": ["totp"], "sessions": 1}


def test_a_superuser_is_not_reset_by_an_administrator(world: World) -> None:
    root = Official.objects.create_superuser("root", password=None)
    TOTP.activate(root, SEED)
    url = reverse("admin:desk-reset-sign-in", args=[root.pk])
    assert world.client(Role.ADMINISTRATOR).post(url).status_code == 403
    assert Authenticator.objects.filter(user=root).exists()


def test_passkeys_of_others_are_out_of_reach(world: World) -> None:
    theirs = Authenticator.objects.create(
        user=world.officials[Role.EDITOR], type=Authenticator.Type.WEBAUTHN, data={"name": "전화기", "credential": {}}
    )
    client = signed_in(world.officials[Role.APPROVER])
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[theirs.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_nobody_signs_up_and_no_address_is_asked_for_a_new_password(world: World) -> None:
    for path in ("/admin/signup/", "/admin/password/reset/", "/accounts/signup/"):
        assert Client().get(path).status_code in (302, 404)
    before = Official.objects.count()
    Client().post("/admin/signup/", {"username": "x", "password1": PASSWORD, "password2": PASSWORD})
    assert Official.objects.count() == before


def test_where_somebody_goes_after_signing_in_is_a_page_of_the_desk(approver: Official) -> None:
    client = Client()
    client.post(f"{SIGN_IN}?next=https://elsewhere.example/", {"login": approver.username, "password": PASSWORD})
    answer = client.post(SECOND, {"code": code()})
    assert answer["Location"] == reverse("admin:index")


def test_an_account_that_is_not_of_the_desk_is_refused(db: None) -> None:
    outsider = make_official(is_staff=False)
    outsider.set_password(PASSWORD)
    outsider.save()
    client = Client()
    answer = client.post(SIGN_IN, {"login": outsider.username, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == SIGN_IN
    assert answer.context["messages"]
    assert "_auth_user_id" not in client.session
