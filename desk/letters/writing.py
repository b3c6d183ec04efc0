"""A letter as plain text, in the city's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.models import Official

from .matters import Chapter, Matter

SHOWN = 20  # lines of a chapter; the first page has the others


@dataclass(frozen=True)
class Written:
    """A letter before it is sent."""

    official: Official
    subject: str
    text: str
    lines: int  # things it tells of


def daily_letter(official: Official, matters: Sequence[Matter]) -> Written:
    """All that one official has to do."""
    parts = [
        _("Dear %(name)s,") % {"name": official.get_full_name()},
        _("this is to be done at the Allimi desk today. You get at most one such letter a day."),
    ]
    for chapter in Chapter:
        if lines := [matter for matter in matters if matter.chapter == chapter]:
            parts.append(_chapter(chapter, lines))
    parts.append(_("All of it: %(address)s") % {"address": f"{settings.DESK_ORIGIN}/"})
    return Written(official, _subject(matters), "\n\n".join(parts) + "\n", len(matters))


def confirmation_letter(official: Official, matter: Matter) -> Written:
    """To a second approver, as soon as something was taken down."""
    parts = [
        _("Dear %(name)s,") % {"name": official.get_full_name()},
        _("something was taken down, and a second approver has to confirm that within a day:"),
        _line(matter),
    ]
    subject = _("[Allimi] Confirm within a day: something was taken down")
    return Written(official, subject, "\n\n".join(parts) + "\n", 1)


def _subject(matters: Sequence[Matter]) -> str:
    """What presses most comes first: a subject is often all that is read."""
    late = sum(matter.chapter in (Chapter.CONFIRM, Chapter.LATE, Chapter.DEPARTMENT) for matter in matters)
    if late:
        return ngettext("[Allimi] %(count)d thing is late", "[Allimi] %(count)d things are late", late) % {
            "count": late
        }
    count = len(matters)
    return ngettext("[Allimi] %(count)d thing to do", "[Allimi] %(count)d things to do", count) % {"count": count}


def _chapter(chapter: Chapter, matters: Sequence[Matter]) -> str:
    lines = [_heading(chapter, len(matters)), *(_line(matter) for matter in matters[:SHOWN])]
    if (more := len(matters) - SHOWN) > 0:
        lines.append(_("… and %(count)d more") % {"count": more})
    return "\n".join(lines)


def _heading(chapter: Chapter, count: int) -> str:
    return {
        Chapter.CONFIRM: _("■ Taken down, to be confirmed by you within a day (%(count)d)"),
        Chapter.LATE: _("■ Late: citizens see that it is (%(count)d)"),
        Chapter.SOON: _("■ Due in the next two days (%(count)d)"),
        Chapter.APPROVE: _("■ Waiting for your approval for three days or more (%(count)d)"),
        Chapter.REVIEW: _("■ Withheld, and to be reviewed (%(count)d)"),
        Chapter.DEPARTMENT: _("■ Late for long in your department (%(count)d)"),
    }[chapter] % {"count": count}


def _line(matter: Matter) -> str:
    return f"- {matter.words}\n  {settings.DESK_ORIGIN}{matter.url}"
