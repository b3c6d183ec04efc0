"""What a user may do next with a draft: the links and buttons above its form."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk import roles
from desk.differences import kind_of
from desk.models import Draft, DraftState, ManagedSite, Official
from desk.models.draft import HANDED_IN

PUBLIC = (DraftState.RELEASED, DraftState.SUPERSEDED)


@dataclass(frozen=True)
class Tool:
    label: str | Promise
    url: str
    is_post: bool = False
    is_grave: bool = False


def draft_tools(user: Official, draft: Draft) -> list[Tool]:
    """In the order of a disclosure's life."""
    site = draft.managed_site
    taken_down = roles.may_take_down(user, site)
    offers = [
        (roles.may_submit(user, draft), _("Submit as it is"), "submit", {"is_post": True}),
        (roles.may_report(user, draft), _("Report as it is"), "submit", {"is_post": True}),
        (draft.state in HANDED_IN, _("Review"), "review", {}),
        (roles.may_correct(user, draft), _("Correct"), "correct", {}),
        (roles.may_withhold(user, site), _("Withhold a field"), "withhold", {}),
        (taken_down and draft.state in PUBLIC, _("Withdraw"), "withdraw", {"is_grave": True}),
        (taken_down and draft.state in (*PUBLIC, DraftState.WITHDRAWN), _("Erase"), "erase", {"is_grave": True}),
    ]
    place = [kind_of(draft).slug, draft.pk]
    return [
        Tool(label, reverse(f"admin:desk-{name}", args=place), **marks) for may, label, name, marks in offers if may
    ]


def public_url(site: ManagedSite) -> str:
    """Where citizens read about the site, outside."""
    return settings.PUBLIC_ORIGIN.rstrip("/") + reverse("disclosures:site-detail", args=[site.code])
