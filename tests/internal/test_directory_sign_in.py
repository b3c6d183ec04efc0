"""Signing in by the city's directory, over real HTTP on this machine."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from desk.models import AuditEntry, Official, Role
from tests.internal.directory import CLIENT, running_directory
from tests.internal.personas import World


@pytest.fixture
def configured(settings: Settings) -> Settings:
    app = {"provider_id": "directory", "name": "시 통합인증", "client_id": CLIENT, "secret": "s", "settings": {}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return settings


def come_by_directory(settings: Settings, **person: str) -> Client:
    """A browser that went to the directory and came back."""
    client = Client()
    with running_directory(**person) as directory:
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        app["settings"] = {"server_url": directory.origin}
        went = client.post(reverse("openid_connect_login", args=["directory"]))
        asked = parse_qs(urlsplit(went["Location"]).query)
        assert went["Location"].startswith(f"{directory.origin}/authorize?")
        assert asked["code_challenge_method"] == ["S256"]
        back = {"code": "c", "state": asked["state"][0]}
        client.get(reverse("openid_connect_callback", args=["directory"]), back)
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def test_the_official_whom_the_directory_names_is_in(world: World, configured: Settings) -> None:
    editor = world.officials[Role.EDITOR]
    client = come_by_directory(configured, sub="17", preferred_username=editor.username)
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(editor.pk)
    assert AuditEntry.objects.filter(action="sign-in", by=editor, details__by=["socialaccount"]).exists()


def test_where_a_second_factor_is_required_the_directory_alone_does_not_open_the_desk(
    world: World, configured: Settings
) -> None:
    configured.SECOND_FACTOR = "required"
    client = come_by_directory(configured, sub="17", preferred_username=world.officials[Role.EDITOR].username)
    assert client.get(reverse("admin:index"))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("name", ["", "nobody.here"])
def test_whom_the_desk_does_not_know_stays_out_and_no_account_is_made(
    world: World, configured: Settings, name: str
) -> None:
    before = Official.objects.count()
    client = come_by_directory(configured, sub="18", preferred_username=name)
    assert not is_in(client)
    assert Official.objects.count() == before


def test_an_account_that_was_closed_stays_out(world: World, configured: Settings) -> None:
    editor = world.officials[Role.EDITOR]
    assert is_in(come_by_directory(configured, sub="17", preferred_username=editor.username))
    Official.objects.filter(pk=editor.pk).update(is_active=False)
    assert not is_in(come_by_directory(configured, sub="17", preferred_username=editor.username))


def test_a_name_that_passed_to_somebody_else_opens_the_new_holder_s_account(world: World, configured: Settings) -> None:
    editor, approver = world.officials[Role.EDITOR], world.officials[Role.APPROVER]
    come_by_directory(configured, sub="17", preferred_username=editor.username)
    client = come_by_directory(configured, sub="17", preferred_username=approver.username)
    assert client.session["_auth_user_id"] == str(approver.pk)


def test_a_made_up_answer_of_the_directory_is_refused(world: World, configured: Settings) -> None:
    client = Client()
    with running_directory(sub="17", preferred_username=world.officials[Role.EDITOR].username) as directory:
        app = configured.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        app["settings"] = {"server_url": directory.origin}
        client.get(reverse("openid_connect_callback", args=["directory"]), {"code": "c", "state": "forged"})
    assert not is_in(client)
