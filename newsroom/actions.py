"""What is done to a bulletin: laid before another official, returned, released, withdrawn; tried, mailed, stopped."""

import datetime
import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from casework.outbox import put
from desk.actions.audit import record
from desk.actions.chain import lock_chain
from desk.actions.errors import ActionError
from desk.actions.posts import post_of
from desk.models import Official
from messaging import Channel
from newsletters.models import Bulletin, BulletinItem, BulletinState, BulletinText

from .mails import DRAFT
from .models import BulletinDraft, DraftState, Mailing, MailingState


@transaction.atomic
def submit(*, draft: BulletinDraft, by: Official, now: datetime.datetime) -> BulletinDraft:
    """Lay it before another official, whole: with title and words in the city's own language."""
    draft = _lock(draft)
    if not draft.is_open:
        raise ActionError(_("This was handed in before. Reload the page."))
    if not draft.texts.filter(language=settings.LANGUAGE_CODE).exists():
        raise ActionError(_("Write title and text in the city’s own language first."))
    draft.state, draft.submitted_by, draft.submitted_at = DraftState.SUBMITTED, by, now
    draft.decided_by = draft.decided_at = None
    draft.returned_because = ""
    draft.save()
    _note(draft, "bulletin.submit", by)
    return draft


@transaction.atomic
def return_draft(*, draft: BulletinDraft, reason: str, by: Official, now: datetime.datetime) -> BulletinDraft:
    """Back to whoever wrote it, with what has to be changed."""
    draft = _lock_submitted(draft, by)
    if not reason.strip():
        raise ActionError({"reason": _("Say what has to be changed.")})
    draft.state, draft.decided_by, draft.decided_at = DraftState.RETURNED, by, now
    draft.returned_because = reason.strip()
    draft.save()
    _note(draft, "bulletin.return", by)
    return draft


@transaction.atomic
def release(
    *, draft: BulletinDraft, by: Official, now: datetime.datetime, in_place_of: Official | None = None
) -> Bulletin:
    """Publish what another official wrote, and begin to mail it to everyone who asked for such."""
    draft = _lock_submitted(draft, by)
    lock_chain()
    bulletin = Bulletin.objects.create(
        kind=draft.kind,
        month=draft.month,
        department=draft.department,
        approved_post=post_of(by, in_place_of=in_place_of),
        released_at=now,
        change=_next_change(),
    )
    bulletin.sites.set(draft.sites.filter(withdrawn_at=None))
    BulletinText.objects.bulk_create(
        BulletinText(bulletin=bulletin, language=text.language, title=text.title, body=text.body)
        for text in draft.texts.all()
    )
    BulletinItem.objects.bulk_create(
        BulletinItem(
            bulletin=bulletin,
            language=item.language,
            section=item.section,
            position=item.position,
            title=item.title,
            text=item.text,
            path=item.path,
            site=item.site,
            release=item.release,
        )
        for item in draft.items.filter(is_kept=True).select_related("site", "release")
    )
    Mailing.objects.create(bulletin=bulletin, started_at=now)
    draft.state, draft.decided_by, draft.decided_at, draft.bulletin = DraftState.RELEASED, by, now, bulletin
    draft.save()
    _note(draft, "bulletin.release", by)
    return bulletin


@transaction.atomic
def withdraw(*, bulletin: Bulletin, ground: str, by: Official, now: datetime.datetime) -> Bulletin:
    """Take its words away; the ground stays in their place, and what was not sent yet is not sent."""
    if not ground.strip():
        raise ActionError({"ground": _("Say why; the reason stays public in place of the content.")})
    lock_chain()
    bulletin = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if not bulletin.is_shown:
        raise ActionError(_("Nothing of this can be read any more; it was taken down before."))
    bulletin.state, bulletin.ended_at, bulletin.ground = BulletinState.WITHDRAWN, now, ground.strip()
    bulletin.change = _next_change()
    bulletin.save(update_fields=["state", "ended_at", "ground", "change"])
    BulletinItem.objects.filter(bulletin=bulletin).delete()
    BulletinText.objects.filter(bulletin=bulletin).delete()
    Mailing.objects.running().filter(bulletin=bulletin).update(state=MailingState.DONE, finished_at=now)
    record(by=by, action="bulletin.withdraw", subject=f"bulletin:{bulletin.pk}", details={"ground": bulletin.ground})
    return bulletin


@transaction.atomic
def send_trial(*, draft: BulletinDraft, language: str, by: Official) -> None:
    """A mail to oneself, as it will look."""
    if not by.email:
        raise ActionError(_("Your account has no e-mail address. An administrator can add it."))
    put(
        event=f"draft:{draft.pk}:{uuid.uuid4()}",
        recipient=by.email,
        channel=Channel.EMAIL,
        text="",
        language=language,
        composer=DRAFT,
        variables={"draft": str(draft.pk), "to": by.email},
    )
    _note(draft, "bulletin.trial", by)


@transaction.atomic
def pause(*, mailing: Mailing, by: Official) -> None:
    """Put nobody further into the outbox. What is there already is sent."""
    _change_mailing(mailing, MailingState.RUNNING, MailingState.PAUSED, by, "bulletin.pause")


@transaction.atomic
def resume(*, mailing: Mailing, by: Official) -> None:
    """Go on behind the last recipient."""
    _change_mailing(mailing, MailingState.PAUSED, MailingState.RUNNING, by, "bulletin.resume")


def _change_mailing(mailing: Mailing, before: MailingState, after: MailingState, by: Official, deed: str) -> None:
    if not Mailing.objects.filter(pk=mailing.pk, state=before).update(state=after):
        raise ActionError(_("The mailing is in another state by now. Reload the page."))
    record(by=by, action=deed, subject=f"bulletin:{mailing.bulletin_id}")


def _lock(draft: BulletinDraft) -> BulletinDraft:
    return BulletinDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)


def _lock_submitted(draft: BulletinDraft, by: Official) -> BulletinDraft:
    draft = _lock(draft)
    if draft.state != DraftState.SUBMITTED:
        raise ActionError(_("Somebody else decided about this already. Reload the page."))
    if draft.submitted_by_id == by.pk:
        raise ActionError(_("Another official has to decide about what you submitted."), code="four-eyes")
    return draft


def _note(draft: BulletinDraft, action: str, by: Official) -> None:
    record(by=by, action=action, subject=f"bulletin-draft:{draft.pk}", details={"name": str(draft)})


def _next_change() -> int:
    """Whoever calls holds the chain's lock: changes become visible in the order of their numbers."""
    return (Bulletin.objects.aggregate(newest=Max("change"))["newest"] or 0) + 1
