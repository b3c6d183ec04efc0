"""What somebody may not open he may not send anything to either: every page of the desk, by its guessed address."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from desk.models import Role
from tests.internal.addresses import URLS, Samples, is_refused
from tests.internal.personas import ANONYMOUS, LIMITED, NOBODY, OTHER_APPROVER, OTHER_EDITOR, OUTSIDER, World
from tests.internal.who_may import allowed

# What the forms of these pages ask for, together: nothing is refused merely for being incomplete.
SENT = {
    "approve": "1",
    "confirm": "1",
    "reason": "시험",
    "ground": "6",
    "_save": "1",
    "_submit": "1",
    "side": "theirs",
    "name": "다른 이름",
    "line": "progress:1",
}
ELSEWHERE = (ANONYMOUS, NOBODY, OTHER_EDITOR, OTHER_APPROVER, LIMITED, OUTSIDER, Role.AUDITOR.value)


@pytest.mark.parametrize("persona", ELSEWHERE)
def test_nothing_is_sent_to_a_page_that_may_not_be_opened(world: World, persona: str) -> None:
    samples = Samples(world)
    drafts = {slug: fields_of(draft) for slug, draft in world.drafts.items()}
    client = world.client(persona)
    wrong = []
    for name, arguments in URLS:
        if name.startswith("admin:desk") and persona not in allowed(name):
            url = samples.url(name, arguments)
            response = client.post(url, SENT)
            if not stops(response):
                wrong.append(f"{name} {url}: {response.status_code} {response.get('Location', '')}")
    assert not wrong, "\n".join(wrong)
    for slug, draft in world.drafts.items():
        draft.refresh_from_db()
        assert fields_of(draft) == drafts[slug]


def fields_of(draft: object) -> dict[str, object]:
    return {name: value for name, value in vars(draft).items() if not name.startswith("_")}


def stops(response: HttpResponse) -> bool:
    """Refused, or only sent on to the audit's own page, which refuses."""
    return (
        is_refused(response) or response.status_code == 405 or response.get("Location") == reverse("admin:desk-audit")
    )
