"""The exercises: what to do, for whom, where it begins, and what must be found afterwards."""

import datetime
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.models import Official, Withdrawal, WithholdingDecision
from desk.role_table import Duty, draft_permission

from .evidence import Evidence, differs_from_before, is_handed_in, says_why

MANY = 5  # sites in the exercise with the grid


@dataclass(frozen=True)
class Check:
    """One thing an exercise asks for: whether it was found, and what to do where it was not."""

    words: str | Promise
    is_done: bool
    missing: str | Promise


@dataclass(frozen=True)
class Exercise:
    """Something of the daily work, to be done with the real pages."""

    slug: str
    title: str | Promise
    steps: Sequence[str | Promise]
    page: str  # where it begins: the page's name after `admin:`
    permission: str
    checks: Callable[[Evidence], Iterable[Check]]

    def is_for(self, user: Official) -> bool:
        return user.has_perm(self.permission) and not user.is_superuser

    def results(self, user: Official, since: datetime.datetime) -> list[Check]:
        return list(self.checks(Evidence(user, since)))


def _progress(found: Evidence) -> Iterable[Check]:
    drafts = found.drafts("draft.save", kind="progress")
    full = [draft for draft in drafts if None not in (_percent(draft, "planned"), _percent(draft, "actual"))]
    yield Check(_("A progress report is saved."), bool(drafts), _("Save one: “Save” keeps it as a draft."))
    yield Check(
        _("It has both the planned and the actual per cent."), bool(full), _("Open the draft and fill in both figures.")
    )
    yield Check(
        _("It is handed in."),
        any(map(is_handed_in, full)),
        _("A saved draft goes to nobody. Open it and choose “Submit as it is”."),
    )


def _percent(draft: object, which: str) -> object:
    return getattr(draft, f"{which}_percent")


def _many(found: Evidence) -> Iterable[Check]:
    drafts = found.drafts("draft.save", kind="progress")
    sites = {draft.managed_site_id for draft in drafts}
    handed_in = {draft.managed_site_id for draft in drafts if is_handed_in(draft)}
    yield Check(
        _("Progress of %(many)d sites is saved: %(sites)d so far.") % {"many": MANY, "sites": len(sites)},
        len(sites) >= MANY,
        _("Paste or type the figures of more sites into the grid, and save."),
    )
    yield Check(
        _("They are handed in: %(sites)d so far.") % {"sites": len(handed_in)},
        len(handed_in) >= MANY,
        _("In the grid, save with the button that also hands in."),
    )


def _correct(found: Evidence) -> Iterable[Check]:
    drafts = found.drafts("draft.correct")
    changed = [draft for draft in drafts if differs_from_before(draft)]
    reasoned = [draft for draft in changed if says_why(draft.correction_reason)]
    yield Check(
        _("A correction of something released is open."),
        bool(drafts),
        _("Open a released version and choose “Correct”. A released version itself is never edited."),
    )
    yield Check(
        _("It says something else than the version before."), bool(changed), _("Change a value in it, and save.")
    )
    yield Check(
        _("It says why, so that a citizen understands it."),
        bool(reasoned),
        _("A word is no reason: say what was wrong and how that came out."),
    )
    yield Check(_("It is handed in."), any(map(is_handed_in, reasoned)), _("Open it and choose “Submit as it is”."))


def _decide(found: Evidence) -> Iterable[Check]:
    returned = found.deeds("draft.return")
    yield Check(
        _("Something is approved."),
        bool(found.deeds("draft.release")),
        _("Open one from the review queue, read what is new in it, and approve it."),
    )
    yield Check(
        _("Something is returned."), bool(returned), _("Open another one and return it, with what has to be changed.")
    )
    yield Check(
        _("The reason tells the editor what to do."),
        any(says_why(entry.details.get("reason")) for entry in returned),
        _("Return another one with a whole sentence: which field, and what is wrong with it."),
    )


def _withhold(found: Evidence) -> Iterable[Check]:
    entries = found.deeds("withholding.decide")
    keys = {tuple(entry.subject.split(":")[1:]) for entry in entries}
    decisions = WithholdingDecision.objects.for_items([uuid.UUID(item) for item, _field in keys])
    standing = [each for each in decisions if (str(each.item), each.field) in keys]
    latest = found.since.date() + datetime.timedelta(days=366)
    yield Check(
        _("A field is withheld on a legal ground."),
        bool(standing),
        _("Open a draft or a released version and choose “Withhold a field”."),
    )
    yield Check(
        _("The reason tells a citizen why."),
        any(says_why(each.reason) for each in standing),
        _("Citizens read it in place of the value: say it in a whole sentence. Withhold the field again to mend it."),
    )
    yield Check(
        _("It is looked at again within a year."),
        any(each.review_on <= latest for each in standing),
        _("Choose an earlier review date; no ground holds for ever (art. 9(2))."),
    )


def _withdraw(found: Evidence) -> Iterable[Check]:
    acts = list(
        Withdrawal.objects.filter(withdrawn_by=found.by, withdrawn_at__gte=found.since).select_related("release")
    )
    yield Check(
        _("A release is withdrawn."), bool(acts), _("Open a released version and choose “Withdraw”; it works at once.")
    )
    yield Check(
        _("The ground can stand in public."),
        any(says_why(act.ground) for act in acts),
        _("It stays on the page in place of the content: say it in a whole sentence, without repeating the content."),
    )
    yield Check(
        _("A second approver has confirmed it."),
        any(act.confirmed_at is not None for act in acts),
        _("Ask another approver to confirm it from the first page; you cannot do it yourself."),
    )


EXERCISES: tuple[Exercise, ...] = (
    Exercise(
        slug="progress",
        title=_("Enter a month’s progress"),
        steps=(
            _("Open one of your sites from the first page."),
            _("Beside “Progress” begin the next report from the last one."),
            _("Fill in the day, the planned and the actual per cent; where the works lag, say why."),
            _("Save it and hand it in."),
        ),
        page="desk_managedsite_changelist",
        permission=draft_permission("add", "progress"),
        checks=_progress,
    ),
    Exercise(
        slug="many",
        title=_("Enter many sites at once"),
        steps=(
            _("Open “Progress of many sites”."),
            _("Copy rows from your spreadsheet and paste them below the grid, or type the figures into it."),
            _("Read what was filled in, and hand in at least five sites together."),
        ),
        page="desk-progress-grid",
        permission=draft_permission("add", "progress"),
        checks=_many,
    ),
    Exercise(
        slug="correct",
        title=_("Correct what is released"),
        steps=(
            _("Open a released version of one of your sites and choose “Correct”."),
            _("Say in a sentence why; citizens read it beside the new version."),
            _("Change the value, save, and hand the new version in."),
        ),
        page="desk_managedsite_changelist",
        permission=draft_permission("add", "progress"),
        checks=_correct,
    ),
    Exercise(
        slug="decide",
        title=_("Approve one, return another"),
        steps=(
            _("Open the review queue and read the first one: what is new, and what to look at."),
            _("Approve it."),
            _("Open another one and return it, with what has to be changed."),
        ),
        page="desk-queue",
        permission=f"desk.{Duty.APPROVE.value}",
        checks=_decide,
    ),
    Exercise(
        slug="withhold",
        title=_("Withhold a field"),
        steps=(
            _("Open a draft or a released version and choose “Withhold a field”."),
            _("Choose the field and the ground, and say why in a sentence that citizens can read."),
            _("Choose the day on which the ground is looked at again."),
        ),
        page="desk_managedsite_changelist",
        permission=f"desk.{Duty.WITHHOLD.value}",
        checks=_withhold,
    ),
    Exercise(
        slug="withdraw",
        title=_("Take something down at once"),
        steps=(
            _("Open “Take something down at once” and find the release."),
            _("Withdraw it, and give the ground that stays in its place."),
            _("Have a second approver confirm it, within a day."),
        ),
        page="desk-emergency",
        permission=f"desk.{Duty.TAKE_DOWN.value}",
        checks=_withdraw,
    ),
)


def exercise_by_slug(slug: str) -> Exercise | None:
    return next((each for each in EXERCISES if each.slug == slug), None)
