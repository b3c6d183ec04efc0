"""What is done to safety messages: proposed by one official, released or returned by another, withdrawn."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from desk.actions.audit import record
from desk.actions.errors import ActionError
from desk.actions.posts import post_of
from desk.models import ManagedSite, Official, StoredFile
from disclosures.models import ImageFormat
from screens.models import (
    MessageState,
    SafetyMessage,
    SafetyPicture,
    SafetyText,
    WeatherWarning,
)
from screens.models.safety_message import LONGEST_TEXT, LONGEST_TITLE
from sites.models import ConstructionSite, Department

from .access import authority
from .models import ProposalState, SafetyProposal

WIDEST_PICTURE = 1280  # pixels: a stored size, and a third of a television's width is less
LONGEST_WARNING = datetime.timedelta(days=7)  # after it somebody has to say again that the weather is still here
_OCCASION = ("work_type", "weather", "months", "begins_on", "ends_on", "is_citywide")


@transaction.atomic
def propose(
    *,
    site: ManagedSite | None,
    department: Department,
    words: Mapping[str, Mapping[str, str]],
    occasion: Mapping[str, Any],
    picture: str = "",
    instead_of: SafetyProposal | None = None,
    by: Official,
    now: datetime.datetime,
) -> SafetyProposal:
    """Lay a message before another official. `words` by language; `instead_of` was returned, or is to be said anew."""
    proposal = SafetyProposal(
        site=site,
        department=department,
        words=_checked(words),
        picture=picture,
        hands=sorted({by.pk, *(instead_of.hands if instead_of else ())}),
        proposed_by=by,
        proposed_at=now,
        **{name: occasion[name] for name in _OCCASION if name in occasion},
    )
    try:
        proposal.full_clean(exclude=["message", "decided_by", "decided_at"])
    except ValidationError as error:
        raise ActionError(error.messages) from error
    proposal.save()
    record(by=by, action="safety.propose", subject=f"safety:{proposal.pk}", details={"title": proposal.title})
    return proposal


@transaction.atomic
def return_proposal(*, proposal: SafetyProposal, reason: str, by: Official, now: datetime.datetime) -> SafetyProposal:
    """Back to whoever wrote it, with what has to be changed."""
    proposal = _lock_proposed(proposal, by)
    if not reason.strip():
        raise ActionError({"reason": _("Say what has to be changed.")})
    proposal.returned_because = reason.strip()
    _decide(proposal, ProposalState.RETURNED, by, now)
    record(by=by, action="safety.return", subject=f"safety:{proposal.pk}", details={"reason": reason.strip()})
    return proposal


@transaction.atomic
def release(*, proposal: SafetyProposal, by: Official, now: datetime.datetime) -> SafetyMessage:
    """On the screens within half a minute. Of a site's own message the site has to be disclosed."""
    proposal = _lock_proposed(proposal, by)
    message = SafetyMessage.objects.create(
        site=_public_site(proposal),
        department=proposal.department,
        submitted_post=proposal.proposed_by.public_post,
        approved_post=post_of(by, in_place_of=authority(by, proposal)),
        released_at=now,
        **{name: getattr(proposal, name) for name in _OCCASION},
    )
    SafetyText.objects.bulk_create(
        SafetyText(message=message, language=language, title=given["title"], text=given["text"])
        for language, given in proposal.words.items()
    )
    if proposal.picture:
        _release_picture(message, proposal.picture)
    proposal.message = message
    _decide(proposal, ProposalState.RELEASED, by, now)
    record(by=by, action="safety.release", subject=f"safety:{proposal.pk}", details={"title": proposal.title})
    return message


@transaction.atomic
def withdraw(*, proposal: SafetyProposal, ground: str, by: Official, now: datetime.datetime) -> SafetyMessage:
    """Off the screens: words and picture leave the public tables, the ground stays in their place."""
    if proposal.message_id is None:
        raise ActionError(_("This message was never released."))
    if not ground.strip():
        raise ActionError({"ground": _("Say why; the reason stays public in place of the content.")})
    message = SafetyMessage.objects.select_for_update(of=("self",)).get(pk=proposal.message_id)
    if not message.is_shown:
        raise ActionError(_("Nothing of this can be read any more; it was taken down before."))
    SafetyText.objects.filter(message=message).delete()
    SafetyPicture.objects.filter(message=message).delete()
    message.state, message.ended_at, message.ground = MessageState.WITHDRAWN, now, ground.strip()
    message.save(update_fields=["state", "ended_at", "ground"])
    record(by=by, action="safety.withdraw", subject=f"safety:{proposal.pk}", details={"ground": message.ground})
    return message


@transaction.atomic
def warn(*, weather: str, until: datetime.datetime, by: Official, now: datetime.datetime) -> WeatherWarning:
    """Say that a weather is here: screens show what was released for it. A warning of it that is in force goes on."""
    if not now < until <= now + LONGEST_WARNING:
        raise ActionError({"ends_at": _("Choose a time within the next seven days.")})
    standing = WeatherWarning.objects.select_for_update().in_force(now).filter(weather=weather).first()
    if standing is not None:
        standing.ends_at = until
        standing.save(update_fields=["ends_at"])
    else:
        post = post_of(by, in_place_of=None)
        standing = WeatherWarning.objects.create(weather=weather, begins_at=now, ends_at=until, set_post=post)
    record(by=by, action="safety.warn", subject=f"weather:{standing.pk}", details={"weather": weather})
    return standing


@transaction.atomic
def call_off(*, warning: WeatherWarning, by: Official, now: datetime.datetime) -> WeatherWarning:
    """The weather is over before its time."""
    warning = WeatherWarning.objects.select_for_update().get(pk=warning.pk)
    if warning.ends_at <= now:
        raise ActionError(_("This warning is over already."))
    warning.ends_at = now
    warning.save(update_fields=["ends_at"])
    record(by=by, action="safety.call-off", subject=f"weather:{warning.pk}", details={"weather": warning.weather})
    return warning


def _checked(words: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Title and text of each language that has one of them; the city's own language has to be there."""
    known = dict(settings.LANGUAGES)
    given = {
        language: {"title": " ".join(each.get("title", "").split()), "text": each.get("text", "").strip()}
        for language, each in words.items()
        if language in known and any(value.strip() for value in each.values())
    }
    for language, each in given.items():
        if not (each["title"] and each["text"]):
            raise ActionError(_("%(language)s: give both the title and the text.") % {"language": known[language]})
        if len(each["title"]) > LONGEST_TITLE or len(each["text"]) > LONGEST_TEXT:
            raise ActionError(
                _("%(language)s: at most %(title)d characters in the title and %(text)d in the text.")
                % {"language": known[language], "title": LONGEST_TITLE, "text": LONGEST_TEXT}
            )
    if settings.LANGUAGE_CODE not in given:
        raise ActionError(_("Write it in %(language)s first.") % {"language": known[settings.LANGUAGE_CODE]})
    return given


def _lock_proposed(proposal: SafetyProposal, by: Official) -> SafetyProposal:
    rows = SafetyProposal.objects.select_for_update(of=("self",)).for_pages()
    proposal = rows.get(pk=proposal.pk)
    if proposal.state != ProposalState.PROPOSED:
        raise ActionError(_("Somebody else decided about this already. Reload the page."))
    if proposal.has_hand_of(by):
        raise ActionError(_("Another official has to decide about what you proposed."), code="four-eyes")
    return proposal


def _decide(proposal: SafetyProposal, state: ProposalState, by: Official, now: datetime.datetime) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, now
    proposal.save()


def _public_site(proposal: SafetyProposal) -> ConstructionSite | None:
    if proposal.site is None:
        return None
    found = ConstructionSite.objects.disclosed().filter(code=proposal.site.code).first()
    if found is None:
        raise ActionError(_("Release the site itself first: %(codes)s.") % {"codes": proposal.site.code})
    return found


def _release_picture(message: SafetyMessage, digest: str) -> None:
    """The stored picture, in the size for televisions where it is larger than that."""
    file = StoredFile.objects.get(pk=digest)
    sizes = file.renditions.filter(image_format=ImageFormat.JPEG, width__lte=WIDEST_PICTURE)
    size = sizes.order_by("-width").first() if (file.width or 0) > WIDEST_PICTURE else None
    source: Any = size or file
    SafetyPicture.objects.create(
        message=message,
        sha256=file.sha256,
        width=source.width,
        height=source.height,
        content=source.content,
    )
