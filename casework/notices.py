"""What a citizen and the officials hear of a case: a sealed letter, and short notices through the outbox.

Everything here joins the caller's transaction. A notice by SMS or e-mail carries nothing of what was asked or answered:
it says that there is something to read, and where.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.contacts import Contact, Unreadable, unseal
from casework.models import Case, ContactBox, OutboxMessage
from casework.outbox import Way, compose, put_all
from casework.sealing import write_first_letters, write_letter
from casework.together import once
from complaints.deadlines import Deadline
from complaints.sealing.letters import Letter
from desk.letters.people import People
from desk.models import Official
from messaging import Channel


def tell_citizen(
    case: Case, kind: str, *, now: datetime, text: str = "", legal: str = "", deadline: Deadline | None = None
) -> None:
    """A letter to the receipt, and word of it by the way the citizen chose. With the deadline: its date and steps."""
    with override(case.language):
        write_letter(case=case, kind=kind, at=now, text=text, legal=legal, **_particulars(case, deadline))
    notify_citizen(case, kind, now=now)


def tell_of_arrival(
    case: Case, *, contact: Contact, deadline: Deadline, alert_event: str, subject: str, now: datetime
) -> None:
    """What `tell_citizen` and `alert` write of a case made in this very transaction: one statement for each table."""
    told: dict[str, Deadline | None] = {"received": deadline, **({"assigned": None} if case.officer else {})}
    with override(case.language):
        particulars = {kind: _particulars(case, dated) for kind, dated in told.items()}
        letters = [Letter(kind=kind, at=now, case_number=case.number, **particulars[kind]) for kind in told]
        notices = [notice for kind in told if (notice := _notice(case, kind, contact, now))]
    write_first_letters(case, letters)
    put_all([*notices, *_alerts(case, alert_event, _to_be_told(case, now, heads=True), subject=subject)])


def _particulars(case: Case, deadline: Deadline | None) -> dict[str, Any]:
    """Of a letter: who looks after the case, and by when."""
    return {
        "department": case.department.name,
        "post": _in_charge(case.officer),
        "phone": _phone(case),
        "reply_by": deadline.due_at if deadline else None,
        "explanation": tuple(deadline.explanation) if deadline else (),
    }


def notify_citizen(case: Case, kind: str, *, now: datetime) -> None:
    """Word of a letter, by the way that the citizen chose; nothing where the receipt alone is to tell."""
    contact = contact_of(case)
    if contact:
        with override(case.language):
            notice = _notice(case, kind, contact, now)
        put_all([notice] if notice else [])


def contact_of(case: Case) -> Contact | None:
    """For the machine's own use: no person sees it by this. None where there is none, or no key opens it any more."""
    box = ContactBox.objects.filter(case=case).first()
    try:
        return unseal(bytes(box.sealed), case) if box else None
    except Unreadable:
        return None


def _notice(case: Case, kind: str, contact: Contact, now: datetime) -> OutboxMessage | None:
    """By the first way; the others stand behind it, should it fail for good, and last an SMS to a verified number."""
    ways: list[Way] = []
    for channel, to in contact.notify:
        if channel not in tuple(Channel):
            continue
        ways.append(Way(Channel(channel), to))
        if channel == Channel.ALIMTALK:
            ways.append(Way(Channel.SMS, to))
    if not ways:
        return None
    if contact.phone and all(way.channel != Channel.SMS for way in ways):
        ways.append(Way(Channel.SMS, contact.phone))
    text, address = _words(case, kind), f"{settings.PUBLIC_ORIGIN}{reverse('complaints:status')}"
    return compose(
        event=f"case:{case.pk}:{kind}:{now:%Y%m%d%H%M%S}",
        recipient=ways[0].to,
        channel=ways[0].channel,
        text=f"{text}\n{address}",
        subject=text,
        language=case.language,
        case=case,
        template=kind,
        variables={"number": case.receipt_number or case.number, "text": text, "address": address},
        behind=ways[1:],
    )


def _words(case: Case, kind: str) -> str:
    """One line, without a word of the content."""
    words = {"number": case.receipt_number or case.number, "department": case.department, "phone": _phone(case)}
    return {
        "received": _("[Allimi] %(number)s was received."),
        "assigned": _("[Allimi] %(number)s: %(department)s is in charge (%(phone)s)."),
        "transferred": _("[Allimi] %(number)s was passed on to whom it belongs."),
        "extended": _("[Allimi] %(number)s: the answer takes longer. The new date and the reason are on its page."),
        "question_back": _("[Allimi] %(number)s: we have a question to you. Please answer it on its page."),
        "progress": _("[Allimi] %(number)s: how far it is, is on its page."),
        "answered": _("[Allimi] %(number)s was answered. Open the answer with your receipt."),
        "closed": _("[Allimi] %(number)s was closed. The reason is on its page."),
        "renewed": _("[Allimi] There is a new receipt for %(number)s. The earlier one no longer opens anything."),
    }[kind] % words


def _in_charge(officer: Official | None) -> str:
    """Post and name, as Decree 31 wants them told; the letter is sealed."""
    return f"{officer.post} {officer.get_full_name()}".strip() if officer else ""


def _phone(case: Case) -> str:
    return (case.officer.office_phone if case.officer else "") or case.department.phone


def alert(case: Case, event: str, *, subject: str, now: datetime, heads: bool = True) -> None:
    """Tell whoever is in charge, or all who work there, and the heads: by e-mail, and by SMS to a mobile number.

    `subject` is a msgid with a gap for the case's number.
    """
    put_all(_alerts(case, event, _to_be_told(case, now, heads=heads), subject=subject))


def _to_be_told(case: Case, now: datetime, *, heads: bool) -> list[Official]:
    today = timezone.localdate(now)
    people = once(("people", today), lambda: People(today))
    officers = people.in_place_of(case.officer) if case.officer else people.editors_of(case.department_id)
    return [*officers, *(people.heads_of(case.department_id) if heads else ())]


def alert_officials(case: Case, event: str, officials: Iterable[Official], *, subject: str) -> None:
    """Once for each event and person. The title stays inside: mail and SMS go through others' hands."""
    put_all(_alerts_to(case, event, officials, subject=subject))


def _alerts(case: Case, event: str, officials: Iterable[Official], *, subject: str) -> list[OutboxMessage]:
    with override(settings.LANGUAGE_CODE):
        return _alerts_to(case, event, officials, subject=_(subject) % {"case": case.number})


def _alerts_to(case: Case, event: str, officials: Iterable[Official], *, subject: str) -> list[OutboxMessage]:
    address = f"{settings.DESK_ORIGIN}{case_path(case)}"
    due = timezone.localtime(case.due_at)
    text = _("%(subject)s\nDue %(due)s\n%(address)s") % {
        "subject": subject,
        "due": f"{due:%Y-%m-%d %H:%M}",
        "address": address,
    }
    return [
        compose(
            event=f"case:{case.pk}:{event}",
            recipient=to,
            channel=channel,
            text=text,
            subject=f"[Allimi] {subject}",
            language=settings.LANGUAGE_CODE,
            case=case,
        )
        for official in {each.pk: each for each in officials}.values()
        for channel, to in _ways_to(official)
    ]


def _ways_to(official: Official) -> Sequence[tuple[Channel, str]]:
    mobile = official.direct_phone if official.direct_phone.startswith("01") else ""
    ways = ((Channel.EMAIL, official.email), (Channel.SMS, mobile))
    return [(channel, to) for channel, to in ways if to]


def case_path(case: Case) -> str:
    """The case's page at the desk."""
    return reverse("admin:casework_case_change", args=[case.number])
