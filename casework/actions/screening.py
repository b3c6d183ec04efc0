"""The screening's decisions on cases, and officials' reversals; the lists that citizens' words are screened by."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.bursts import is_burst
from casework.models import Case, ScreeningDecision
from complaints.models import ScreeningTerm, ScreeningThreshold, TermOutcome
from complaints.screening import Outcome, Rules, screen
from complaints.screening.defaults import default_terms, default_thresholds
from desk.actions.audit import record
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, words_of


def screen_case(case: Case) -> ScreeningDecision:
    """Judge a case that has just arrived, by the lists as they are inside, and log it. In the caller's transaction.

    The DMZ judged it for the writer's sake; here it is decided whether a person has to look first.
    """
    rules = Rules.current()
    judged = screen(f"{case.title}\n{case.text}", language=case.language, rules=rules)
    codes = sorted({finding.code for finding in judged.findings})
    outcome = judged.outcome
    if is_burst(case, rules.thresholds):
        codes.append("burst")
    if case.was_sent_anyway:
        codes.append("sent-anyway")
    if outcome is Outcome.PASS and {"burst", "sent-anyway"} & set(codes):
        outcome = Outcome.HOLD
    return ScreeningDecision.objects.create(case=case, outcome=outcome.value, codes=codes)


@transaction.atomic
def let_through(*, case: Case, reason: str, by: Official, **_given: Any) -> ScreeningDecision:
    """A person looked: it is handled and shown as any other."""
    return _decide(case, TermOutcome.PASS, reason, by)


@transaction.atomic
def hold(*, case: Case, reason: str, by: Official, **_given: Any) -> ScreeningDecision:
    """A person looked: it stays held; its text is not for publication."""
    return _decide(case, TermOutcome.HOLD, reason, by)


def standing_decision(case: Case) -> ScreeningDecision | None:
    """What holds of a case now."""
    return case.decisions.order_by("-pk").first()


@transaction.atomic
def load_screening(*, by: Official | None) -> int:
    """Add the vendored terms and thresholds that are not there. What officials changed or switched off stays so.

    Returns how many were added.
    """
    before = ScreeningTerm.objects.count() + ScreeningThreshold.objects.count()
    ScreeningTerm.objects.bulk_create(
        [
            ScreeningTerm(kind=term.kind.value, words=term.words, outcome=term.outcome.value, language=term.language)
            for term in default_terms()
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    ScreeningThreshold.objects.bulk_create(
        [ScreeningThreshold(code=code, value=value) for code, value in default_thresholds().items()],
        ignore_conflicts=True,
    )
    added = ScreeningTerm.objects.count() + ScreeningThreshold.objects.count() - before
    if added:
        record(by=by, action="screening.load", subject="screening", details={"added": added})
    return added


@transaction.atomic
def save_rule(*, rule: ScreeningTerm | ScreeningThreshold, by: Official, details: Mapping[str, Any]) -> None:
    """Release a term or a threshold as it was edited. The first edit releases the vendored lists with it."""
    load_screening(by=by)
    rule.save()
    record(by=by, action="screening.save", subject=f"{rule._meta.model_name}:{rule.pk}", details=details)


def _decide(case: Case, outcome: TermOutcome, reason: str, by: Official) -> ScreeningDecision:
    case = lock(case)
    reason = words_of(reason, "reason", _("Write the reason; it is kept with the decision."))
    before = standing_decision(case)
    if before is not None and before.outcome == outcome and before.by_id is not None:
        raise ActionError(_("Somebody has decided that already. Reload the page."))
    decision = ScreeningDecision.objects.create(case=case, outcome=outcome, reason=reason[:300], by=by)
    note(case, "case.screen", by=by, details={"outcome": outcome.value})
    return decision
