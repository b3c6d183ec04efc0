"""The desk's own boxes on the first page: returned, late, due, to approve, unfinished, and my sites."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from disclosures.kinds import ALL_KINDS, Kind, kind_by_slug

from . import roles
from .addresses import page_url
from .due_kinds import DueKind, due_kinds
from .first_page import MOST, Found, Line, Provider, register
from .models import DRAFT_MODELS, Draft, DraftState, ManagedSite, Official


def may_enter_anything(user: Official) -> bool:
    return any(user.has_perm(roles.draft_permission("add", kind.slug)) for kind in ALL_KINDS)


def own_sites(user: Official) -> QuerySet[ManagedSite]:
    """The sites that this person answers for, or somebody whose place he takes."""
    return roles.own_sites(user).order_by("name", "code")


def entry_url(due: DueKind) -> str:
    """The form that renews it: the draft that was begun, or a new one with the last one's content."""
    if due.draft is not None:
        return change_url(due.kind, due.draft)
    if due.kind.slug == "photo":
        return page_url("desk-photos", due.site.pk)
    model = DRAFT_MODELS[due.kind.slug]._meta.model_name
    return f"{reverse(f'admin:desk_{model}_add')}?managed_site={due.site.pk}&copy=last"


def change_url(kind: Kind, pk: int) -> str:
    return reverse(f"admin:desk_{DRAFT_MODELS[kind.slug]._meta.model_name}_change", args=[pk])


def _late(user: Official, now: datetime.datetime) -> Found | None:
    if not may_enter_anything(user):
        return None
    return _due_box(user, now, lambda due: due.is_late)


def _due(user: Official, now: datetime.datetime) -> Found | None:
    if not may_enter_anything(user):
        return None
    return _due_box(user, now, lambda due: not due.is_late)


def _due_box(user: Official, now: datetime.datetime, wanted: Callable[[DueKind], bool]) -> Found:
    dues = [
        due
        for due in due_kinds(own_sites(user), today=timezone.localdate(now))
        if wanted(due) and roles.may_enter(user, due.site, due.kind.slug)
    ]
    lines = [
        Line(
            url=entry_url(due),
            label=f"{due.kind.title} – {due.site.name}",
            due_on=due.due_on,
            detail=due_words(due),
            is_late=due.is_late,
        )
        for due in dues[:MOST]
    ]
    return Found(len(dues), lines)


def due_words(due: DueKind) -> str:
    if due.is_late:
        return ngettext("%(days)d day late", "%(days)d days late", due.days_late) % {"days": due.days_late}
    return _("last as of %(date)s") % {"date": due.as_of_on} if due.as_of_on else _("never released yet")


def _returned(user: Official, now: datetime.datetime) -> Found | None:
    if not may_enter_anything(user):
        return None
    return _drafts_box(user, Q(state=DraftState.RETURNED) & _hand_of(user), detail="return_reason", is_late=True)


def _unfinished(user: Official, now: datetime.datetime) -> Found | None:
    if not may_enter_anything(user):
        return None
    return _drafts_box(user, Q(state=DraftState.DRAFT, entered_by=user))


def _to_approve(user: Official, now: datetime.datetime) -> Found | None:
    if not roles.has_duty(user, roles.Duty.APPROVE):
        return None
    which = Q(state=DraftState.SUBMITTED, managed_site__in=own_sites(user).values("pk")) & ~_hand_of(user)
    return _drafts_box(user, which, order="submitted_at", to_review=True, more_url=page_url("desk-queue"))


def _to_confirm(user: Official, now: datetime.datetime) -> Found | None:
    if not roles.has_duty(user, roles.Duty.CONFIRM):
        return None
    which = Q(state=DraftState.REPORTED, managed_site__in=own_sites(user).values("pk")) & ~_hand_of(user)
    return _drafts_box(user, which, order="submitted_at", to_review=True)


def _hand_of(user: Official) -> Q:
    """Each part is never unknown, so that it can be negated."""
    submitted = Q(submitted_by=user, submitted_by__isnull=False)
    confirmed = Q(confirmed_by=user, confirmed_by__isnull=False)
    return Q(entered_by=user) | submitted | confirmed | Q(earlier_editors__contains=[user.pk])


def _drafts_box(
    user: Official,
    which: Q,
    *,
    order: str = "as_of_on",
    detail: str = "",
    to_review: bool = False,
    is_late: bool = False,
    more_url: str = "",
) -> Found:
    """Drafts of every kind as lines, the oldest first. Two statements."""
    parts = [_part(kind, user, which, order=order, detail=detail) for kind in ALL_KINDS]
    rows: QuerySet[Any, dict[str, Any]] = parts[0].union(*parts[1:], all=True)
    shown = rows.order_by("order_key", "draft_pk")[:MOST]
    return Found(rows.count(), list(_lines(shown, to_review=to_review, is_late=is_late)), more_url)


def _lines(rows: Iterable[dict[str, Any]], *, to_review: bool, is_late: bool) -> Iterable[Line]:
    for row in rows:
        kind = kind_by_slug(row["kind_slug"])
        yield Line(
            url=reverse("admin:desk-review", args=[kind.slug, row["draft_pk"]])
            if to_review
            else change_url(kind, row["draft_pk"]),
            label=f"{kind.title} – {row['site_name']}",
            detail=row["words"] or _("as of %(date)s") % {"date": row["as_of_on"]},
            is_late=is_late,
        )


def _part(kind: Kind, user: Official, which: Q, *, order: str, detail: str) -> QuerySet[Any, Any]:
    drafts: QuerySet[Draft] = DRAFT_MODELS[kind.slug]._default_manager.filter(which)
    return (
        roles.visible_drafts(user, drafts)
        .order_by()
        .values(
            "as_of_on",
            kind_slug=Value(kind.slug),
            draft_pk=F("pk"),
            site_name=F("managed_site__name"),
            order_key=F(order),
            words=F(detail) if detail else Value(""),
        )
    )


def _my_sites(user: Official, now: datetime.datetime) -> Found | None:
    if not user.has_perm("desk.view_managedsite"):
        return None
    sites = own_sites(user)
    lines = [
        Line(url=reverse("admin:desk_managedsite_change", args=[site.pk]), label=site.name, detail=site.code)
        for site in sites[:MOST]
    ]
    return Found(sites.count(), lines, reverse("admin:desk_managedsite_changelist"))


for _provider in (
    Provider("returned", gettext_lazy("Returned to you"), _returned, place=10),
    Provider("late", gettext_lazy("Overdue"), _late, place=20),
    Provider("to-approve", gettext_lazy("Waiting for your approval"), _to_approve, place=30),
    Provider("reported", gettext_lazy("Reported, waiting for your confirmation"), _to_confirm, place=35),
    Provider("due", gettext_lazy("Due soon"), _due, place=40),
    Provider("unfinished", gettext_lazy("Begun and not handed in"), _unfinished, place=50),
    Provider("my-sites", gettext_lazy("Your sites"), _my_sites, place=90),
):
    register(_provider)
