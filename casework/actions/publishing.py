"""Questions and answers on their way to the public: consented to, redacted by one official, released by another.

A release writes rows of its own into public tables, as disclosures do. What is taken down leaves them at once; the case
keeps what it is about, so that nobody has to confirm that something may be forgotten.
"""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access import leading
from casework.models import Case, Publication, PublicationState
from complaints.models import PublicQuestion, QuestionAnswer, QuestionContent, QuestionState, TermOutcome
from complaints.posts import PostKind
from desk.actions.audit import record
from desk.actions.chain import lock_chain
from desk.actions.errors import ActionError
from desk.actions.posts import post_of
from desk.models import Official
from sites.models import ConstructionSite

from .base import lock, note, words_of
from .screening import standing_decision


@transaction.atomic
def propose(*, case: Case, title: str, text: str, answer: str, by: Official, now: datetime.datetime) -> Publication:
    """Lay the redacted question (and its answer, where there is one) before another official."""
    case = lock(case)
    _require_consent(case)
    shown = shown_question(case)
    if Publication.objects.proposed().filter(case=case).exists():
        raise ActionError(_("This case is proposed already, and waits for another official."))
    if shown is not None and shown.answered_on is not None:
        raise ActionError(_("Question and answer are public already. Withdraw them first to publish them anew."))
    answer = answer.strip()
    if answer and case.answered_at is None:
        raise ActionError({"answer": _("Answer the citizen first; then the answer can be published.")})
    if shown is not None and not answer:
        raise ActionError({"answer": _("The question is public already: write the answer.")})
    publication = Publication.objects.create(
        case=case,
        question=shown,
        title=words_of(title, "title", _("Write a title.")),
        text=words_of(text, "text", _("Write the question.")),
        answer=answer,
        proposed_by=by,
        proposed_at=now,
    )
    note(case, "publication.propose", by=by)
    return publication


@transaction.atomic
def return_publication(*, publication: Publication, reason: str, by: Official, now: datetime.datetime) -> Publication:
    """Back to whoever proposed it, with what has to be changed."""
    publication = _lock_proposed(publication, by)
    publication.returned_because = words_of(reason, "reason", _("Say what has to be changed."))
    _decide(publication, PublicationState.RETURNED, by, now)
    note(publication.case, "publication.return", by=by)
    return publication


@transaction.atomic
def release(*, publication: Publication, by: Official, now: datetime.datetime) -> PublicQuestion:
    """Publish what another official proposed. Who follows the question hears of its answer."""
    publication = _lock_proposed(publication, by)
    case = lock(publication.case)
    _require_consent(case)
    lock_chain()
    question = publication.question
    if question is None:
        question = _publish_question(publication, case, by, now)
    elif not PublicQuestion.objects.shown().filter(pk=question.pk).exists():
        raise ActionError(_("The question was taken down meanwhile. Return this, and propose it anew."))
    if publication.answer:
        _publish_answer(question, publication, case)
    publication.question = question
    _decide(publication, PublicationState.RELEASED, by, now)
    note(case, "publication.release", by=by, details={"question": question.pk})
    return question


@transaction.atomic
def take_down(
    *, question: PublicQuestion, state: QuestionState, ground: str, by: Official, now: datetime.datetime
) -> PublicQuestion:
    """Withdraw or erase: the words leave every public table, the ground stays in their place."""
    lock_chain()
    question = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if not question.is_shown:
        raise ActionError(_("Nothing of this can be read any more; it was taken down before."))
    question.ground = words_of(ground, "ground", _("Say why; the reason stays public in place of the content."))
    question.state, question.ended_at, question.change = state, now, _next_change()
    QuestionContent.objects.filter(question=question).delete()
    QuestionAnswer.objects.filter(question=question).delete()
    question.save(update_fields=["state", "ended_at", "ground", "change"])
    record(
        by=by, action=f"publication.{state}", subject=f"publication:{question.pk}", details={"ground": question.ground}
    )
    return question


def shown_question(case: Case) -> PublicQuestion | None:
    """What of the case citizens can read now."""
    released = case.publications.exclude(question=None).values("question")
    return PublicQuestion.objects.shown().filter(pk__in=released).first()


def _require_consent(case: Case) -> None:
    if not case.may_be_published:
        raise ActionError(_("The author did not agree that this is published."))
    if case.post == PostKind.TIP:
        raise ActionError(_("A tip is never published."))
    held = standing_decision(case)
    if held is not None and held.outcome != TermOutcome.PASS:
        raise ActionError(_("The screening holds this case. Let it through first, with a reason."))


def _lock_proposed(publication: Publication, by: Official) -> Publication:
    rows = Publication.objects.select_for_update(of=("self",)).select_related("case", "question")
    publication = rows.get(pk=publication.pk)
    if publication.state != PublicationState.PROPOSED:
        raise ActionError(_("Somebody else decided about this already. Reload the page."))
    if publication.proposed_by_id == by.pk:
        raise ActionError(_("Another official has to decide about what you proposed."), code="four-eyes")
    return publication


def _decide(publication: Publication, state: PublicationState, by: Official, now: datetime.datetime) -> None:
    publication.state, publication.decided_by, publication.decided_at = state, by, now
    publication.save()


def _publish_question(publication: Publication, case: Case, by: Official, now: datetime.datetime) -> PublicQuestion:
    authority = next(leading(by, case), by)
    question = PublicQuestion.objects.create(
        site=ConstructionSite.objects.disclosed().filter(code=case.site.code).first() if case.site else None,
        department=case.department,
        post=case.post,
        language=case.language,
        asked_on=timezone.localdate(case.received_at),
        approved_post=post_of(by, in_place_of=None if authority.pk == by.pk else authority),
        released_at=now,
        change=_next_change(),
    )
    QuestionContent.objects.create(question=question, title=publication.title, text=publication.text)
    return question


def _publish_answer(question: PublicQuestion, publication: Publication, case: Case) -> None:
    sent = case.answers.sent().select_related("written_by__department").last()
    author = sent.written_by if sent else publication.proposed_by
    QuestionAnswer.objects.create(
        question=question, text=publication.answer, answered_post=post_of(author, in_place_of=None)
    )
    answered_at = case.answered_at or timezone.now()
    question.answered_on, question.change = timezone.localdate(answered_at), _next_change()
    question.save(update_fields=["answered_on", "change"])


def _next_change() -> int:
    """Whoever calls holds the chain's lock: changes become visible in the order of their numbers."""
    return (PublicQuestion.objects.aggregate(newest=Max("change"))["newest"] or 0) + 1
