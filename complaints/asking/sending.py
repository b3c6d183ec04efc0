"""The last page's button: the message is made of all answers, sealed and stored, and its receipt is shown."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from complaints.deadlines import Deadline, city_calendar, reply_by
from complaints.petitions import Followup, Message, Notice, Petition, Place, Promise, ReceiptKey, Writer
from complaints.sealing.submitting import IntakeUnavailable, submit
from complaints.verifying.verified import Verified

from .files import references, sealed_files
from .journey import Journey
from .pages import show
from .place import spot_of
from .reviewing import is_public
from .screened import Screened
from .steps import follows, post, verified
from .where import WhereForm


def send(request: HttpRequest, journey: Journey, judged: Screened) -> HttpResponse:
    """The receipt; or, where the intake did not take it, the answers once more with everything in them."""
    journey.prepare()
    files = sealed_files(journey)
    deadline = _deadline(journey)
    message = _followup(journey) if follows(journey) else _petition(journey, deadline, judged)
    try:
        submit(message, files)
    except IntakeUnavailable:
        return show(request, journey, status=503, is_unavailable=True)
    context = {"receipt": journey.sending, "deadline": deadline, "journey": journey, "message": message}
    template = "followed" if follows(journey) else "receipt"
    return render(request, f"complaints/asking/{template}.html", context)


def _deadline(journey: Journey) -> Deadline | None:
    """None for what nobody signed: the law sets no time for that."""
    wanted = post(journey)
    assert wanted is not None  # noqa: S101  (an answer that lacks is asked for first)
    if wanted.needs_no_proof:
        return None
    return reply_by(wanted.statutory_type, timezone.now(), calendar=city_calendar())


def _petition(journey: Journey, deadline: Deadline | None, judged: Screened) -> Petition:
    wanted = post(journey)
    assert wanted is not None  # noqa: S101  (as above)
    return Petition(
        **_head(journey),
        post=wanted.kind.value,
        place=_place(journey),
        title=journey.value("text", "title").strip(),
        text=journey.value("text", "text").strip(),
        writer=writer_of(journey),
        receipt=receipt_key(journey.sending),
        files=references(sealed_files(journey)),
        public=is_public(journey),
        notify=_notices(journey),
        screening=judged.findings,
        sent_anyway=journey.sent_anyway,
        promised=_promise(deadline),
    )


def _promise(deadline: Deadline | None) -> Promise | None:
    if deadline is None:
        return None
    return Promise(reply_by=deadline.due_at, explanation=tuple(deadline.explanation))


def _followup(journey: Journey) -> Message:
    question = int(journey.value("similar", "question"))
    return Followup(**_head(journey), question=question, writer=writer_of(journey), notify=_notices(journey))


def _head(journey: Journey) -> dict[str, Any]:
    return {"id": uuid.UUID(journey.sending["id"]), "written_at": timezone.now(), "language": get_language() or ""}


def _place(journey: Journey) -> Place:
    kept = journey.kept["where"]
    if kept["where"] == WhereForm.SITE:
        return Place(site=kept["site"])
    if kept["where"] == WhereForm.CITY:
        return Place()
    spot = spot_of(kept)
    if spot.point is None:
        return Place(words=spot.words)
    return Place(words=spot.words, latitude=spot.point.latitude, longitude=spot.point.longitude)


def writer_of(journey: Journey) -> Writer:
    """As verified; the name as the citizen writes it where the proof knows none."""
    writer = verified(journey)
    if writer is None:
        return Writer(method="none")
    name, email = (journey.value("contact", each).strip() for each in ("name", "email"))
    return proven_writer(writer, name=name, email=email)


def proven_writer(writer: Verified, *, name: str = "", email: str = "") -> Writer:
    """What was proven; name and address as written only where the proof knows none."""
    return Writer(
        method=writer.method,
        subject=writer.subject,
        name=writer.name or name,
        phone=writer.phone,
        email=writer.email or email,
        verified_at=writer.at,
    )


def receipt_key(sending: dict[str, str]) -> ReceiptKey:
    """What the inside may know of a receipt."""
    return ReceiptKey(number=sending["number"], locator=sending["locator"], public_key=sending["public_key"])


def _notices(journey: Journey) -> tuple[Notice, ...]:
    channel, writer = journey.value("contact", "channel"), verified(journey)
    if writer is None or channel in ("", "none"):
        return (Notice(channel="none"),)
    to = journey.value("contact", "email").strip() if channel == "email" else writer.phone
    return (Notice(channel=channel, to=to),)
