"""What a citizen and the officials hear of a case: a sealed letter, and short notices through the outbox.

Everything here joins the caller's transaction. A notice by SMS or e-mail carries nothing of what was asked or answered:
it says that there is something to read, and where.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.clocks import deadline_of
from casework.contacts import Contact, Unreadable, unseal
from casework.models import Case, ContactBox
from casework.outbox import Way, put
from casework.sealing import write_letter
from desk.letters.people import People
from desk.models import Official
from messaging import Channel


def tell_citizen(case: Case, kind: str, *, now: datetime, text: str = "", legal: str = "", clock: bool = False) -> None:
    """A letter to the receipt, and word of it by the way the citizen chose. `clock` adds the date and its steps."""
    with override(case.language):
        deadline = deadline_of(case) if clock else None
        write_letter(
            case=case,
            kind=kind,
            at=now,
            text=text,
            legal=legal,
            department=case.department.name,
            post=_in_charge(case.officer),
            phone=_phone(case),
            reply_by=deadline.due_at if deadline else None,
            explanation=tuple(deadline.explanation) if deadline else (),
        )
    notify_citizen(case, kind, now=now)


def notify_citizen(case: Case, kind: str, *, now: datetime) -> None:
    """Word of a letter, by the way that the citizen chose; nothing where the receipt alone is to tell."""
    contact = contact_of(case)
    if contact and contact.notify:
        with override(case.language):
            _notify(case, kind, contact, now)


def contact_of(case: Case) -> Contact | None:
    """For the machine's own use: no person sees it by this. None where there is none, or no key opens it any more."""
    box = ContactBox.objects.filter(case=case).first()
    try:
        return unseal(bytes(box.sealed), case) if box else None
    except Unreadable:
        return None


def _notify(case: Case, kind: str, contact: Contact, now: datetime) -> None:
    """By the first way; the others stand behind it, should it fail for good, and last an SMS to a verified number."""
    ways: list[Way] = []
    for channel, to in contact.notify:
        if channel not in tuple(Channel):
            continue
        ways.append(Way(Channel(channel), to))
        if channel == Channel.ALIMTALK:
            ways.append(Way(Channel.SMS, to))
    if not ways:
        return
    if contact.phone and all(way.channel != Channel.SMS for way in ways):
        ways.append(Way(Channel.SMS, contact.phone))
    text, address = _words(case, kind), f"{settings.PUBLIC_ORIGIN}{reverse('complaints:status')}"
    put(
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
    people = People(timezone.localdate(now))
    officers = people.in_place_of(case.officer) if case.officer else people.editors_of(case.department_id)
    officials = [*officers, *(people.heads_of(case.department_id) if heads else ())]
    with override(settings.LANGUAGE_CODE):
        alert_officials(case, event, officials, subject=_(subject) % {"case": case.number})


def alert_officials(case: Case, event: str, officials: Iterable[Official], *, subject: str) -> None:
    """Once for each event and person. The title stays inside: mail and SMS go through others' hands."""
    address = f"{settings.DESK_ORIGIN}{case_path(case)}"
    due = timezone.localtime(case.due_at)
    text = _("%(subject)s\nDue %(due)s\n%(address)s") % {
        "subject": subject,
        "due": f"{due:%Y-%m-%d %H:%M}",
        "address": address,
    }
    for official in {each.pk: each for each in officials}.values():
        for channel, to in _ways_to(official):
            put(
                event=f"case:{case.pk}:{event}",
                recipient=to,
                channel=channel,
                text=text,
                subject=f"[Allimi] {subject}",
                language=settings.LANGUAGE_CODE,
                case=case,
            )


def _ways_to(official: Official) -> Sequence[tuple[Channel, str]]:
    mobile = official.direct_phone if official.direct_phone.startswith("01") else ""
    ways = ((Channel.EMAIL, official.email), (Channel.SMS, mobile))
    return [(channel, to) for channel, to in ways if to]


def case_path(case: Case) -> str:
    """The case's page at the desk."""
    return reverse("admin:casework_case_change", args=[case.number])
