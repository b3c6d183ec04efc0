"""A closure in words: its hours and its lanes, the same on pages, in tables and in calendars."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .hours import Hours
from .reading import Closure


def hours_in_words(closure: Closure) -> str:
    """«22:00–05:00, to the next morning»; as written where it says more than times; or that they are not given."""
    if closure.withheld_hours:
        return _("hours withheld")
    if closure.hours:
        return ", ".join(_stretch(stretch) for stretch in closure.hours)
    return closure.schedule.closure_hours.strip() or _("hours not given")


def lanes_in_words(closure: Closure) -> str:
    """How many lanes are closed; empty where that is not given."""
    number = closure.schedule.closure_lanes
    if not number:
        return _("withheld") if "closure_lanes" in closure.schedule.withheld else ""
    return ngettext("%(number)d lane", "%(number)d lanes", number) % {"number": number}


def _stretch(stretch: Hours) -> str:
    if (stretch.start, stretch.end) == (0, 24 * 60):
        return _("all day")
    words = str(stretch)
    return _("%(hours)s the next morning") % {"hours": words} if stretch.is_over_midnight else words
