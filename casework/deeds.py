"""What can be done to a case from its page: the form, who may, when, and the action behind it."""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.deadlines import PauseGround, StatutoryType
from complaints.models import TermOutcome
from desk.models import Official

from . import access, actions, forms
from .actions.screening import standing_decision
from .channels import configured_channel
from .models import IN_HAND, AnswerState, Case, CaseState, Stop
from .same import ENOUGH_TO_MERGE, identical

Act = Callable[[Case, Official, datetime.datetime, Mapping[str, Any]], Any]
Fits = Callable[[Case], bool]
HANDLED = (CaseState.HANDLING, CaseState.ASKED_BACK)


@dataclass(frozen=True)
class Deed:
    slug: str
    label: str | Promise
    done: str | Promise  # what the next page says
    may: Callable[[Official, Case], bool]
    act: Act
    states: Collection[str] = ()  # none: any
    fits: Fits = lambda case: True
    form: type[forms.CaseForm] = forms.CaseForm
    is_grave: bool = False

    def is_offered(self, user: Official, case: Case) -> bool:
        """Whether this person can do it to this case now."""
        return (not self.states or case.state in self.states) and self.may(user, case) and self.fits(case)


def _lasting(case: Case) -> Stop | None:
    return case.stops.filter(ground=PauseGround.INVESTIGATION, ended_at=None).first()


def _has_draft(case: Case) -> bool:
    return case.answers.unsent().exists()


def _approve_by(user: Official, case: Case) -> bool:
    draft = case.answers.filter(state=AnswerState.SUBMITTED).first()
    return draft is not None and access.may_approve(user, case, draft.written_by_id)


def _take(case: Case, by: Official, now: datetime.datetime, given: Mapping[str, Any]) -> Any:
    return actions.assign(case=case, officer=by, by=by, now=now)


def _screened(case: Case) -> str:
    decision = standing_decision(case)
    return decision.outcome if decision else TermOutcome.PASS


def _simply(action: Callable[..., Any]) -> Act:
    """The action with the case, the person, the moment, and the form's fields by their names."""
    return lambda case, by, now, given: action(case=case, by=by, now=now, **given)


DEEDS = (
    Deed(
        "take",
        _("I take it"),
        _("You are in charge."),
        access.may_take,
        _take,
        states=(CaseState.NEW,),
    ),
    Deed(
        "draft",
        _("Save the draft"),
        _("The draft is saved."),
        access.is_in_charge,
        _simply(actions.save_draft),
        states=HANDLED,
        form=forms.DraftForm,
    ),
    Deed(
        "answer",
        _("Send the answer"),
        _("The answer is sealed and on its way."),
        access.is_in_charge,
        _simply(actions.answer),
        states=HANDLED,
        fits=lambda case: _has_draft(case) and not case.needs_approval,
    ),
    Deed(
        "submit",
        _("Lay it before the head"),
        _("It waits for the head."),
        access.is_in_charge,
        _simply(actions.submit_draft),
        states=HANDLED,
        fits=_has_draft,
    ),
    Deed(
        "approve",
        _("Approve and send"),
        _("The answer is sealed and on its way."),
        _approve_by,
        _simply(actions.approve),
        states=(CaseState.SUBMITTED,),
    ),
    Deed(
        "return",
        _("Return it to the officer"),
        _("It is back with the officer."),
        access.may_lead,
        _simply(actions.return_draft),
        states=(CaseState.SUBMITTED,),
        form=forms.ReasonForm,
    ),
    Deed(
        "ask-back",
        _("Ask the citizen back"),
        _("The question is on its way; the clock stands still."),
        access.is_in_charge,
        _simply(actions.ask_back),
        states=(CaseState.HANDLING,),
        fits=lambda case: bool(case.receipt_key) and not case.is_stopped,
        form=forms.AskBackForm,
    ),
    Deed(
        "resume",
        _("Go on without an answer"),
        _("The clock runs again."),
        access.is_in_charge,
        _simply(actions.resume),
        states=(CaseState.ASKED_BACK,),
    ),
    Deed(
        "extend",
        _("Extend the time"),
        _("The citizen is told the reason and the new date."),
        access.is_in_charge,
        _simply(actions.extend),
        states=(CaseState.NEW, CaseState.HANDLING),
        form=forms.ExtendForm,
    ),
    Deed(
        "investigate",
        _("Begin an investigation on site"),
        _("The clock stands still."),
        access.is_in_charge,
        _simply(actions.investigate),
        states=(CaseState.HANDLING,),
        fits=lambda case: (
            case.statutory_type == StatutoryType.GRIEVANCE
            and not case.stops.filter(ground=PauseGround.INVESTIGATION).exists()
        ),
    ),
    Deed(
        "prolong",
        _("Prolong the investigation by 7 days"),
        _("It is prolonged."),
        access.is_in_charge,
        _simply(actions.prolong_investigation),
        fits=lambda case: (stop := _lasting(case)) is not None and not stop.is_longer,
    ),
    Deed(
        "end-investigation",
        _("End the investigation on site"),
        _("The clock runs again."),
        access.is_in_charge,
        _simply(actions.end_investigation),
        fits=lambda case: _lasting(case) is not None,
    ),
    Deed(
        "note",
        _("Write a note"),
        _("The note is there."),
        access.may_note,
        _simply(actions.add_note),
        form=forms.NoteForm,
    ),
    Deed(
        "assign",
        _("Put somebody in charge"),
        _("The citizen is told who is in charge."),
        access.may_lead,
        _simply(actions.assign),
        states=(*IN_HAND, CaseState.ASKED_BACK),
        form=forms.AssignForm,
    ),
    Deed(
        "transfer",
        _("Transfer to another department"),
        _("It is with the other department; the citizen is told."),
        access.is_in_charge,
        _simply(actions.transfer),
        states=IN_HAND,
        form=forms.TransferForm,
    ),
    Deed(
        "transfer-away",
        _("Send on to another authority"),
        _("It is closed here; the citizen is told."),
        access.may_lead,
        _simply(actions.transfer_away),
        states=IN_HAND,
        form=forms.TransferAwayForm,
        is_grave=True,
    ),
    Deed(
        "merge",
        _("Handle identical ones as one"),
        _("They are answered together."),
        access.may_lead,
        _simply(actions.merge),
        states=IN_HAND,
        fits=lambda case: identical(case).filter(department=case.department_id).count() >= ENOUGH_TO_MERGE,
        form=forms.MergeForm,
    ),
    Deed(
        "let-through",
        _("Let it through"),
        _("It is handled and shown as any other."),
        access.is_in_charge,
        _simply(actions.let_through),
        fits=lambda case: _screened(case) != TermOutcome.PASS,
        form=forms.ReasonForm,
    ),
    Deed(
        "hold",
        _("Hold it"),
        _("It is held; nobody can publish it."),
        access.is_in_charge,
        _simply(actions.hold),
        fits=lambda case: _screened(case) == TermOutcome.PASS,
        form=forms.ReasonForm,
    ),
    Deed(
        "hand-over",
        _("Hand to the city’s other channel"),
        _("The other channel has it."),
        access.may_lead,
        _simply(actions.hand_to_channel),
        states=(CaseState.NEW, CaseState.HANDLING),
        fits=lambda case: configured_channel() is not None,
        form=forms.ReasonForm,
    ),
    Deed(
        "close-repeated",
        _("Close: answered twice before"),
        _("It is closed; the citizen is told why."),
        access.may_lead,
        _simply(actions.close_after_two),
        states=IN_HAND,
        fits=lambda case: bool(case.person_index),
        form=forms.ReasonForm,
        is_grave=True,
    ),
    Deed(
        "withdraw",
        _("Close: withdrawn by the citizen"),
        _("It is closed; the citizen is told."),
        access.is_in_charge,
        _simply(actions.withdraw),
        states=(*IN_HAND, CaseState.ASKED_BACK),
        form=forms.ReasonForm,
        is_grave=True,
    ),
)
LOOK = Deed(
    "look",
    _("Open the contact"),
    "",
    access.is_in_charge,
    _simply(actions.look_at_contact),
    fits=lambda case: hasattr(case, "contact_box"),
    form=forms.LookForm,
)


def deed_of(slug: str) -> Deed | None:
    """The deed of that name."""
    return next((deed for deed in (*DEEDS, LOOK) if deed.slug == slug), None)
