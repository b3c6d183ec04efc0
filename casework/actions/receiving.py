"""A petition becomes a case: numbered, routed, with its clock running; officials and the citizen are told at once."""

import datetime
import re
import unicodedata
from dataclasses import asdict
from decimal import Decimal
from hashlib import sha256

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from casework.clocks import start_clock
from casework.contacts import Contact, person_index, seal
from casework.models import Arrival, Case, CaseState, ContactBox, Numbering
from casework.notices import tell_of_arrival
from casework.routing import route
from casework.together import once
from complaints.deadlines import StatutoryType
from complaints.petitions import Petition
from complaints.posts import post_of
from desk.models import ManagedSite

from .base import note
from .screening import screen_case

_NOT_LETTERS = re.compile(r"[\W_]+")


@transaction.atomic(savepoint=False)
def receive(
    *, petition: Petition, received_at: datetime.datetime, arrival: Arrival | None, is_demo: bool = False
) -> Case:
    """Raises NoRoute where nobody has said who handles such a petition."""
    site = _site(petition.place.site)
    routed = route(
        post=petition.post,
        text=f"{petition.title}\n{petition.text}",
        site=site,
        today=timezone.localdate(received_at),
    )
    post = post_of(petition.post)
    case = Case(
        number=_next_number(timezone.localdate(received_at).year),
        arrival=arrival,
        is_demo=is_demo,
        post=petition.post,
        statutory_type=post.statutory_type if post else StatutoryType.GRIEVANCE,
        category=routed.category,
        title=petition.title[:200],
        text=petition.text,
        language=petition.language,
        may_be_published=petition.public,
        screening=[asdict(finding) for finding in petition.screening],
        was_sent_anyway=petition.sent_anyway,
        site=site,
        latitude=_degrees(petition.place.latitude),
        longitude=_degrees(petition.place.longitude),
        place_words=petition.place.words[:300],
        department=routed.department,
        officer=routed.officer,
        state=CaseState.HANDLING if routed.officer else CaseState.NEW,
        # The head of the institution's own entry is answered in his name: somebody else reads it first.
        needs_approval=bool(post and post.to_director),
        written_at=petition.written_at,
        received_at=received_at,
        promised_at=petition.promised.reply_by if petition.promised else None,
        receipt_number=petition.receipt.number,
        locator=petition.receipt.locator,
        receipt_key=petition.receipt.public_key,
        person_index=person_index(petition.writer),
        text_digest=text_digest(petition.text),
    )
    deadline = start_clock(case)
    case.save(force_insert=True)
    screen_case(case)
    contact = Contact.of(petition.writer, petition.notify)
    ContactBox.objects.create(case=case, sealed=seal(contact, case))
    note(case, "case.receive", by=None, details={"department": case.department.code, "type": case.statutory_type})
    subject = gettext_noop("%(case)s has arrived")
    tell_of_arrival(case, contact=contact, deadline=deadline, alert_event="received", subject=subject, now=received_at)
    return case


def text_digest(text: str) -> str:
    """Equal for texts that differ in spaces, signs and the width of letters alone."""
    letters = _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return sha256(letters.encode()).hexdigest()


def _site(code: str) -> ManagedSite | None:
    if not code:
        return None
    found = ManagedSite.objects.filter(code=code).select_related("department")
    return once(("site", code), found.first)


def _next_number(year: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_numbering AS given (year, last) VALUES (%s, 1) "
            "ON CONFLICT (year) DO UPDATE SET last = given.last + 1 RETURNING last",
            [year],
        )
        (last,) = cursor.fetchone()
    return str(Numbering(year=year, last=last))


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, 6)))
