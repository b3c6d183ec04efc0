"""What the way of a draft tells: where it comes from, what it replaces, how long it has waited."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from desk.models import WithholdingDecision
from disclosures.kinds import Kind
from disclosures.models import ReleaseState, Source, UpdateDuty, Withholding

WAITED = datetime.timedelta(days=5)
BY_HAND = (Source.OFFICIAL, Source.DEMO)


def opens_withheld(kind: Kind, now: datetime.datetime) -> Q | None:
    """A field that the public version withholds, and no decision keeps withheld any more."""
    decisions = WithholdingDecision.objects.filter(item=OuterRef("release__item"), field=OuterRef("field"))
    public = Withholding.objects.filter(release__item=OuterRef("item"), release__state=ReleaseState.RELEASED)
    return Q(version__gt=1) & Q(Exists(public.filter(~Exists(decisions))))


def has_waited(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(submitted_at__lt=now - WAITED)


def corrects(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(version__gt=1)


def is_imported(kind: Kind, now: datetime.datetime) -> Q | None:
    return ~Q(source__in=BY_HAND)


def is_from_outside(kind: Kind, now: datetime.datetime) -> Q | None:
    return Q(entered_by__firm__isnull=False)


def is_late(kind: Kind, now: datetime.datetime) -> Q | None:
    late = UpdateDuty.objects.late(timezone.localdate(now)).filter(kind=kind.slug)
    return Q(Exists(late.filter(site__code=OuterRef("managed_site__code"))))
