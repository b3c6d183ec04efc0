"""Bulletins as mails: plain text and HTML of the same words, composed when they are sent, with a link to stop."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.outbox.composing import Composed, NotWanted
from casework.outbox.content import decrypt
from disclosures.models import LedgerEntry
from followers.bounces import note_refusal
from followers.models import Following
from followers.tokens import address, stop_headers
from following.tokens import Word
from messaging import Channel
from newsletters.models import Bulletin
from newsletters.reading import Read, read

from .models import BulletinDraft
from .plain import mail_text
from .previewing import read_draft

BULLETIN, DRAFT = "bulletin", "draft"
# Stands where each recipient's own link goes; nothing that an official writes can be it.
_STOP = "\x02stop\x03"


class BulletinComposer:
    """For everyone who asked for it, as long as it is not withdrawn."""

    def compose(self, variables: Mapping[str, str], channel: Channel) -> Composed:
        following = Following.objects.confirmed().select_related("follower").filter(pk=variables["following"]).first()
        bulletin = Bulletin.objects.filter(pk=variables["bulletin"]).first()
        if following is None or bulletin is None or not bulletin.is_shown:
            raise NotWanted
        # Rendered once for all recipients, until anything public changes.
        newest = LedgerEntry.objects.aggregate(newest=Max("sequence"))["newest"] or 0
        subject, text, html = _rendered(bulletin.pk, bulletin.change, newest, get_language() or "")
        to = decrypt(bytes(following.follower.content)).to
        stop = address(Word.STOP, following.pk, following.language)
        if channel != Channel.EMAIL:
            return _notice(to, bulletin, subject, stop)
        return Composed(
            to=to,
            subject=subject,
            text=text.replace(_STOP, stop),
            html=html.replace(_STOP, stop),
            headers=stop_headers(stop),
        )

    def undeliverable(self, variables: Mapping[str, str], reason: str) -> None:
        following = Following.objects.filter(pk=variables["following"]).first()
        if following is not None:
            note_refusal(following.follower_id, reason, now=timezone.now())


class DraftComposer:
    """For an official who wants to see how it will look, marked as a trial."""

    def compose(self, variables: Mapping[str, str], channel: Channel) -> Composed:
        draft = BulletinDraft.objects.with_words().filter(pk=variables["draft"]).first()
        found = read_draft(draft, get_language() or "") if draft else None
        if found is None:
            raise NotWanted
        subject, text, html = render_mail(found, is_trial=True)
        stop = f"{settings.PUBLIC_ORIGIN}/"
        return Composed(
            to=variables["to"], subject=subject, text=text.replace(_STOP, stop), html=html.replace(_STOP, stop)
        )

    def undeliverable(self, variables: Mapping[str, str], reason: str) -> None:
        """The official sees it among the messages."""


def render_mail(found: Read, *, is_trial: bool = False) -> tuple[str, str, str]:
    """Subject, plain text and HTML, with the mark where each recipient's link goes. In the language that is set."""
    city = settings.PROFILE.city
    context = {
        "read": found,
        "is_trial": is_trial,
        "stop": _STOP,
        "origin": settings.PUBLIC_ORIGIN,
        "city": city.get(get_language() or "") or next(iter(city.values())),
    }
    title = found.text.title
    subject = _("[Trial] %(title)s") % {"title": title} if is_trial else title
    html = render_to_string("newsletters/mail.html", {**context, "subject": subject})
    return subject, mail_text(found, origin=settings.PUBLIC_ORIGIN, stop=_STOP, is_trial=is_trial), html


def preview(found: Read) -> tuple[str, str]:
    """Plain text and HTML as the desk shows them."""
    _subject, text, html = render_mail(found)
    there = f"{settings.PUBLIC_ORIGIN}/follow/stop/…/"
    return text.replace(_STOP, there), html.replace(_STOP, there)


@lru_cache(maxsize=16)
def _rendered(pk: int, change: int, newest: int, language: str) -> tuple[str, str, str]:
    bulletin = Bulletin.objects.for_pages().get(pk=pk)
    found = read(bulletin, language)
    if found is None:
        raise NotWanted
    return render_mail(found)


def _notice(to: str, bulletin: Bulletin, subject: str, stop: str) -> Composed:
    """For a telephone."""
    there = f"{settings.PUBLIC_ORIGIN}{bulletin.get_absolute_url()}"
    text = _("[Allimi] %(title)s") % {"title": subject}
    said = _("%(text)s\n%(address)s\nStop: %(stop)s") % {"text": text, "address": there, "stop": stop}
    return Composed(to=to, text=said, template=BULLETIN, variables={"text": text, "address": there, "stop": stop})
