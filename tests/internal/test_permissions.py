"""Every URL of the internal app against every persona: who is let in stands in tests/internal/who_may.py alone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from desk.models import Erasure, Role, Withdrawal
from tests.internal.addresses import POST_ONLY, URLS, Samples, is_refused
from tests.internal.personas import BACKEND, LIMITED, OTHER_APPROVER, OTHER_EDITOR, OUTSIDER, PERSONAS, World
from tests.internal.who_may import EDITING, EVERYONE, TABLE, allowed

# Namespaces of the citizens' pages.
OPEN = {
    "disclosures",
    "sites",
    "complaints",
    "answers",
    "embeds",
    "feeds",
    "usage",
    "sitemaps",
    "prints",
    "screens",
    "hearings",
    "newsletters",
    "following",
    "surveys",
}


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_url_lets_in_whom_the_table_names_and_nobody_else(world: World, persona: str) -> None:
    samples = Samples(world)
    client = world.client(persona)
    wrong = []
    for name, arguments in URLS:
        if name.partition(":")[0] in OPEN:
            continue  # open to everyone; tests/public has them
        url = samples.url(name, arguments)
        if name == "admin:logout":  # with a client of its own, for the others go on signed in
            response = world.client(persona).post(url)
        else:
            response = client.post(url) if name in POST_ONLY else client.get(url)
        expected = persona in allowed(name)
        if is_refused(response) == expected or response.status_code >= 500:
            wrong.append(f"{name} {url}: {response.status_code}, expected {'in' if expected else 'refused'}")
    assert not wrong, "\n".join(wrong)


def test_every_url_has_a_row() -> None:
    for name, _arguments in URLS:
        allowed(name)


def test_every_row_has_a_url() -> None:
    names = [name for name, _arguments in URLS]
    for pattern, _personas in TABLE:
        if pattern.startswith("("):
            continue  # a row about several, some of which may be absent
        assert any(re.fullmatch(pattern, name) for name in names), pattern


@pytest.mark.parametrize("persona", [OTHER_EDITOR, OTHER_APPROVER, LIMITED, OUTSIDER, Role.ADMINISTRATOR.value])
def test_a_draft_elsewhere_is_out_of_reach_by_its_address(world: World, persona: str) -> None:
    client = world.client(persona)
    for slug, draft in world.drafts.items():
        for page in ("review", "submit", "correct", "withhold", "withdraw", "erase"):
            url = reverse(f"admin:desk-{page}", args=[slug, draft.pk])
            assert is_refused(client.post(url, {"approve": "1", "reason": "-", "ground": "-"})), url
        change = reverse(f"admin:desk_{draft._meta.model_name}_change", args=[draft.pk])
        assert is_refused(client.post(change, {"as_of_on": "2020-01-01"})), change
        draft.refresh_from_db()
        assert draft.state == "draft"


def test_an_erasure_elsewhere_cannot_be_confirmed(world: World) -> None:
    samples = Samples(world)
    url = reverse("admin:desk-confirm-erasure", args=[samples.erasure.pk])
    for persona in (OTHER_APPROVER, Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR):
        assert is_refused(world.client(persona).post(url))
    assert Erasure.objects.unconfirmed().filter(pk=samples.erasure.pk).exists()


def test_a_withdrawal_elsewhere_cannot_be_confirmed(world: World) -> None:
    pk = Samples(world).keys["admin:desk-confirm-withdrawal"]
    url = reverse("admin:desk-confirm-withdrawal", args=[pk])
    for persona in (OTHER_APPROVER, Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR):
        assert is_refused(world.client(persona).post(url))
    assert Withdrawal.objects.unconfirmed().filter(pk=pk).exists()


def test_a_reporter_reports_and_a_supervisor_or_editor_submits(world: World) -> None:
    url = reverse("admin:desk-submit", args=["progress", world.drafts["progress"].pk])
    for persona in sorted(EVERYONE - {Role.REPORTER, Role.SUPERVISOR} - EDITING):
        assert is_refused(world.client(persona).post(url)), persona
    assert world.client(Role.SUPERVISOR).post(url).status_code == 302
    world.drafts["progress"].refresh_from_db()
    assert world.drafts["progress"].state == "submitted"
    photo = world.drafts["photo"]
    world.client(Role.REPORTER).post(reverse("admin:desk-submit", args=["photo", photo.pk]))
    photo.refresh_from_db()
    assert photo.state == "reported"


def test_a_role_lost_in_mid_session_is_lost_at_once(world: World) -> None:
    client = world.client(Role.APPROVER)
    assert client.get(reverse("admin:desk-queue")).status_code == 200
    world.officials[Role.APPROVER].groups.clear()
    assert client.get(reverse("admin:desk-queue")).status_code == 403


def test_an_account_made_inactive_in_mid_session_is_out(world: World) -> None:
    client = world.client(Role.EDITOR)
    world.officials[Role.EDITOR].is_active = False
    world.officials[Role.EDITOR].save()
    assert is_refused(client.get(reverse("admin:index")))


@pytest.mark.parametrize("page", ["submit", "review", "withdraw", "erase"])
def test_a_forged_post_without_csrf_token_is_refused(world: World, page: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.officials[Role.APPROVER], backend=BACKEND)
    assert client.post(reverse(f"admin:desk-{page}", args=["progress", world.drafts["progress"].pk])).status_code == 403
