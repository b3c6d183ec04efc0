import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from desk.differences import kind_of
from desk.models import Draft, DraftState, Official
from desk.models.draft import EDITABLE, HANDED_IN, OPEN
from desk.role_table import Duty
from desk.roles import stands_in_for

from .audit import record
from .content import check_complete, check_values, subject_of, withheld_fields
from .errors import ActionError


@transaction.atomic
def save_draft(*, draft: Draft, by: Official) -> Draft:
    """Keep a draft, new or changed. Refuses one that is submitted or decided, and any wrong value."""
    check_values(draft)
    if draft.pk is not None:
        current = _locked(draft, states=EDITABLE)
        if current.entered_by_id != by.pk:
            draft.earlier_editors = sorted({*current.earlier_editors, current.entered_by_id} - {by.pk})
    draft.entered_by = by
    if draft.state == DraftState.RETURNED:
        # A new attempt: who returned the last one may not be who enters this one's approval.
        draft.decided_by = draft.decided_at = None
    draft.save()
    record(by=by, action="draft.save", subject=subject_of(draft))
    return draft


@transaction.atomic
def start_correction(*, draft: Draft, by: Official, reason: str = "") -> Draft:
    """A new open version of the item of a draft that was released, with the same content."""
    model = type(draft)
    if draft.state in OPEN:
        raise ActionError(_("This version is still open; edit it instead."))
    if model._default_manager.filter(item=draft.item, state__in=OPEN).exists():
        raise ActionError(_("A correction of this item is already open. Finish or return that one first."))
    newest = model._default_manager.filter(item=draft.item).aggregate(newest=Max("version"))["newest"]
    content = {field.attname: value for field, value in kind_of(draft).values(draft)}
    correction = model(
        managed_site=draft.managed_site,
        item=draft.item,
        version=newest + 1,
        as_of_on=draft.as_of_on,
        source_department=draft.source_department,
        source=draft.source,
        correction_reason=reason,
        entered_by=by,
        **content,
    )
    correction.save()
    record(by=by, action="draft.correct", subject=subject_of(correction))
    return correction


@transaction.atomic
def submit(*, draft: Draft, by: Official, now: datetime.datetime) -> Draft:
    """Hand a complete draft to an approver."""
    return _hand_in(draft, DraftState.SUBMITTED, by=by, now=now)


@transaction.atomic
def report(*, draft: Draft, by: Official, now: datetime.datetime) -> Draft:
    """Hand a complete draft to the site's supervisor, who confirms it before an approver sees it."""
    return _hand_in(draft, DraftState.REPORTED, by=by, now=now)


@transaction.atomic
def confirm(*, draft: Draft, by: Official, now: datetime.datetime) -> Draft:
    """What was reported is so: on to an approver. The supervisor's post is public beside the release."""
    draft = _locked(draft, states=(DraftState.REPORTED,))
    refuse_own(draft, by)
    check_complete(draft, withheld_fields(draft))
    draft.state = DraftState.SUBMITTED
    draft.confirmed_by, draft.confirmed_at = by, now
    draft.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    record(by=by, action="draft.confirm", subject=subject_of(draft), details=_in_place_of(draft, by, Duty.CONFIRM))
    return draft


@transaction.atomic
def return_to_editor(*, draft: Draft, by: Official, reason: str, now: datetime.datetime) -> Draft:
    """Give back what was reported or submitted, with the reason its editor reads."""
    draft = _locked(draft, states=HANDED_IN)
    if not reason.strip():
        raise ActionError({"return_reason": _("Say what has to be changed.")})
    refuse_own(draft, by)
    duty = Duty.CONFIRM if draft.state == DraftState.REPORTED else Duty.APPROVE
    draft.state = DraftState.RETURNED
    draft.decided_by, draft.decided_at, draft.return_reason = by, now, reason
    # What comes back may be changed: it was never confirmed as it will be then.
    draft.confirmed_by = draft.confirmed_at = None
    draft.save()
    details = {"reason": reason, **_in_place_of(draft, by, duty)}
    record(by=by, action="draft.return", subject=subject_of(draft), details=details)
    return draft


def _hand_in(draft: Draft, state: DraftState, *, by: Official, now: datetime.datetime) -> Draft:
    draft = _locked(draft, states=EDITABLE)
    check_values(draft)
    check_complete(draft, withheld_fields(draft))
    draft.state = state
    draft.submitted_by, draft.submitted_at = by, now
    draft.decided_by = draft.decided_at = None
    draft.return_reason = ""
    draft.save()
    record(by=by, action="draft.report" if state == DraftState.REPORTED else "draft.submit", subject=subject_of(draft))
    return draft


def _in_place_of(draft: Draft, by: Official, duty: Duty) -> dict[str, str]:
    """What the audit adds where a deputy acts."""
    absent = stands_in_for(by, draft.managed_site, duty)
    return {"in_place_of": absent.username} if absent else {}


def refuse_own(draft: Draft, by: Official) -> None:
    """Four eyes: who entered, submitted or confirmed does not decide."""
    if draft.has_hand_of(by):
        raise ActionError(
            _("Another official has to decide: you entered, submitted or confirmed this yourself."), code="four-eyes"
        )


def _locked(draft: Draft, *, states: tuple[DraftState, ...]) -> Draft:
    """The row as it is now, locked. Refuses when someone else moved it on meanwhile."""
    current = type(draft)._default_manager.select_for_update(of=("self",)).get(pk=draft.pk)
    if current.state not in states:
        raise ActionError(
            _("This version is %(state)s by now. Reload the page.") % {"state": current.get_state_display()},
            code="moved-on",
        )
    return current
