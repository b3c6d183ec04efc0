"""What the content of a draft tells, by itself or beside what is public."""

import datetime

from django.db.models import CharField, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, LessThan

from desk.models import DRAFT_MODELS, DraftState
from disclosures.kinds import SITE, Kind
from disclosures.kinds.fields import FileDigestField, MoneyField

# A mobile number, a resident registration number (six digits, a hyphen, and one of 1 to 4 first), an e-mail address.
PERSONAL = (
    r"(^|[^0-9])01[016789][-. ]?[0-9]{3,4}[-. ]?[0-9]{4}([^0-9]|$)"
    r"|[0-9]{6}-[1-4][0-9]{6}"
    r"|[[:alnum:]._%+-]+@[[:alnum:]-]+\.[[:alpha:]]"
)
LEAP, LAG = 20, 10  # percentage points
CHEAP = 82  # percent


def names_a_person(kind: Kind, now: datetime.datetime) -> Q | None:
    found = Q()
    for field in kind.fields:
        if isinstance(field, CharField | TextField) and not field.choices and not isinstance(field, FileDigestField):
            found |= Q(**{f"{field.name}__regex": PERSONAL})
    return found or None


def moves_money(kind: Kind, now: datetime.datetime) -> Q | None:
    """By more than a tenth of what is public, in integers: ten times the amount against eleven and nine times."""
    found = Q()
    for field in kind.fields:
        if isinstance(field, MoneyField):
            amount, public = F(field.name) * 10, _public(kind, field.name)
            found |= Q(GreaterThan(amount, public * 11)) | Q(LessThan(amount, public * 9))
    return found & Q(version__gt=1) if found else None


def changes_contract(kind: Kind, now: datetime.datetime) -> Q | None:
    if kind.slug != "design-change":
        return None
    before, after = F("amount_before"), F("amount_after") * 10
    return Q(GreaterThan(after, before * 11)) | Q(LessThan(after, before * 9))


def goes_backwards(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(actual_percent__lt=_last_report(kind)) if kind.slug == "progress" else None


def leaps(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(actual_percent__gte=_last_report(kind) + LEAP) if kind.slug == "progress" else None


def lags(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(actual_percent__lte=F("planned_percent") - LAG) if kind.slug == "progress" else None


def lags_unexplained(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(actual_percent__lt=F("planned_percent"), gap_reason="") if kind.slug == "progress" else None


def is_cheap(kind: Kind, now: datetime.datetime) -> Q | None:
    if kind.slug != "subcontract":
        return None
    return Q(rate__lt=CHEAP) | Q(rate=None) & Q(LessThan(F("amount") * 100, F("prime_price") * CHEAP))


def is_decided_late(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(decided_on__gt=F("completion_before_on")) if kind.slug == "time-extension" else None


def is_penalty(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(pk__isnull=False) if kind.slug == "penalty" else None


def is_new_site(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(version=1) if kind is SITE else None


def changes_status(kind: Kind, now: datetime.datetime) -> Q | None:
    if kind is not SITE:
        return None
    return Q(version__gt=1) & ~Q(status=Coalesce(_public(kind, "status"), Value("")))


def has_picture(kind: Kind, now: datetime.datetime) -> Q | None:
    found = Q()
    for field in kind.file_fields:
        if "image/jpeg" in field.accepts:
            found |= ~Q(**{field.name: ""})
    return found or None


def _public(kind: Kind, name: str) -> Subquery:
    """The field in the version of the same item that citizens read now; NULL where there is none."""
    versions = DRAFT_MODELS[kind.slug]._default_manager.filter(item=OuterRef("item"), state=DraftState.RELEASED)
    return Subquery(versions.order_by().values(name)[:1])


def _last_report(kind: Kind) -> Subquery:
    """The work done in the site's public report before this one; NULL where there is none."""
    reports = DRAFT_MODELS[kind.slug]._default_manager.filter(
        managed_site=OuterRef("managed_site"), state=DraftState.RELEASED, as_of_on__lt=OuterRef("as_of_on")
    )
    return Subquery(reports.order_by("-as_of_on").values("actual_percent")[:1])  # type: ignore[misc]
