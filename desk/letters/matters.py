"""What there is to do, and for whom: everything that the day's letters tell of."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.boxes import due_words, entry_url
from desk.differences import field_label
from desk.due_kinds import DueKind, due_kinds
from desk.models import DRAFT_MODELS, Draft, Erasure, ManagedSite, Official, Withdrawal
from desk.models.taking_down import TakingDown
from desk.taking_down import confirm_url
from desk.withholding_reviews import Review, due_reviews
from disclosures.kinds import kind_by_slug

from .people import People

SOON = datetime.timedelta(days=2)  # before its day, from which something is told
WAITING = datetime.timedelta(days=3)  # after which an approver is reminded of what was handed in


class Chapter(IntEnum):
    """The parts of a letter, the most pressing first."""

    CONFIRM = 1
    LATE = 2
    SOON = 3
    APPROVE = 4
    REVIEW = 5
    DEPARTMENT = 6


@dataclass(frozen=True)
class Matter:
    """One line of a letter."""

    chapter: Chapter
    words: str
    url: str  # the path at the desk where it is done


class Matters:
    """What was found, by the key of the official who has to read it."""

    def __init__(self) -> None:
        self.officials: dict[int, Official] = {}
        self.of: dict[int, list[Matter]] = defaultdict(list)
        self.unheard = 0  # matters that reach nobody: nobody is in charge, or nobody has an address

    def tell(self, officials: Iterable[Official], matter: Matter) -> None:
        heard = False
        for official in officials:
            self.officials[official.pk] = official
            self.of[official.pk].append(matter)
            heard = True
        self.unheard += not heard


def matters_of_day(*, now: datetime.datetime) -> Matters:
    """Everything that is to be done in the whole city."""
    today = timezone.localdate(now)
    people, found = People(today), Matters()
    for taking_down, site in unconfirmed():
        found.tell(confirmers(people, taking_down, site), confirm_matter(taking_down, site))
    for due in due_kinds(ManagedSite.objects.select_related("department"), today=today):
        if due.due_on <= today + SOON:
            _tell_due(found, people, due)
    for draft in _waiting(now):
        others = [each for each in people.approvers(draft.managed_site) if not draft.has_hand_of(each)]
        found.tell(others, _waiting_matter(draft, now))
    for review in due_reviews(today):
        found.tell(people.approvers(review.site), _review_matter(review))
    return found


def unconfirmed() -> Iterator[tuple[TakingDown, ManagedSite]]:
    """Erasures and withdrawals that wait for a second approver, each act once, with their sites."""
    for model in (Erasure, Withdrawal):
        acts: dict[tuple[int, datetime.datetime], TakingDown] = {}
        for row in model._default_manager.unconfirmed().select_related("release__site", model.ACTED_BY):
            acts.setdefault((row.acted_by_id, row.acted_at), row)
        sites = ManagedSite.objects.filter(code__in=[act.release.site.code for act in acts.values()])
        by_code = {site.code: site for site in sites.select_related("department")}
        for act in acts.values():
            yield act, by_code[act.release.site.code]


def confirmers(people: People, taking_down: TakingDown, site: ManagedSite) -> list[Official]:
    """Who may confirm: the approvers but for the one who acted."""
    return [each for each in people.approvers(site) if each.pk != taking_down.acted_by_id]


def confirm_matter(taking_down: TakingDown, site: ManagedSite) -> Matter:
    words = _("%(what)s of %(site)s, %(at)s by %(who)s: %(ground)s") % {
        "what": taking_down._meta.verbose_name,
        "site": site,
        "at": f"{timezone.localtime(taking_down.acted_at):%Y-%m-%d %H:%M}",
        "who": taking_down.acted_by.get_full_name(),
        "ground": taking_down.ground,
    }
    return Matter(Chapter.CONFIRM, words, confirm_url(taking_down))


def _tell_due(found: Matters, people: People, due: DueKind) -> None:
    words = f"{due.site.name} – {due.kind.title}: {due_words(due)}"
    chapter = Chapter.LATE if due.is_late else Chapter.SOON
    found.tell(people.officers(due.site), Matter(chapter, words, entry_url(due)))
    if due.days_late >= settings.NAG_HEAD_AFTER_DAYS:
        found.tell(people.heads(due.site), Matter(Chapter.DEPARTMENT, words, _site_url(due.site)))


def _waiting(now: datetime.datetime) -> Iterator[Draft]:
    """What was handed in days ago, kind by kind, the longest waiting first."""
    for model in DRAFT_MODELS.values():
        handed_in = model._default_manager.submitted().filter(submitted_at__lt=now - WAITING)
        yield from handed_in.select_related("managed_site__department").waiting_first()


def _waiting_matter(draft: Draft, now: datetime.datetime) -> Matter:
    days = (now - (draft.submitted_at or now)).days
    kind = draft.kind  # type: ignore[attr-defined]
    waits = ngettext("waits for %(days)d day", "waits for %(days)d days", days) % {"days": days}
    words = f"{draft.managed_site.name} – {kind.title}: {waits}"
    return Matter(Chapter.APPROVE, words, reverse("admin:desk-review", args=[kind.slug, draft.pk]))


def _review_matter(review: Review) -> Matter:
    kind = kind_by_slug(review.decision.kind)
    words = _("%(site)s – %(kind)s, %(field)s: review due on %(date)s") % {
        "site": review.site.name,
        "kind": kind.title,
        "field": field_label(review.draft, review.decision.field),
        "date": review.decision.review_on,
    }
    return Matter(Chapter.REVIEW, words, reverse("admin:desk-review-withholding", args=[review.decision.pk]))


def _site_url(site: ManagedSite) -> str:
    return reverse("admin:desk_managedsite_change", args=[site.pk])
