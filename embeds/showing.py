"""What the drawings and the card say of a subject."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sites.templatetags.allimi import percent

from .subjects import CITY, SITES, Subject, city_name


def shown(subject: Subject | None, *, is_live: bool = True) -> dict[str, Any]:
    """The values that the drawings' templates name. None is what never was there; without `is_live` no figure is."""
    if subject is None:
        lost = {"title": _("Not found"), "name": _("Nothing is found here")}
        return {**_always(), **lost, **_caption(_name())}
    values = {**_always(), "title": title_of(subject), "name": subject.name, "place": subject.place}
    if not is_live:
        return {**values, "place": "", **_caption(_("Where, what and until when"))}
    return {
        **values,
        **_caption(subject.caption),
        "figures": subject.figures,
        "progress": subject.progress,
        "as_of": " · ".join(filter(None, [_plan(subject), subject.as_of])),
    }


def title_of(subject: Subject) -> str:
    """How the embed is called for those who do not see it: without figures, for it stands in others' pages as it is."""
    if subject.scope == CITY:
        return brand()
    return _("%(name)s – Allimi, %(city)s") % {"name": subject.name, "city": city_name()}


def brand() -> str:
    """Whose it is; with demo data that it is one, as everywhere."""
    return _name() + " · " + _("demonstration") if settings.DEMO else _name()


def _name() -> str:
    return _("Allimi, %(city)s") % {"city": city_name()}


def _always() -> dict[str, Any]:
    return {"brand": _marked(_name()), "call": _("See more") + " →"}


def _caption(caption: str) -> dict[str, str]:
    """As it stands beside the name of whose it is, and as it stands where there is no room for that."""
    return {"caption": caption, "marked": _marked(caption)}


def _marked(words: str) -> str:
    """With demo data what is drawn begins with the word for it, so that no want of room cuts it off."""
    return pgettext("short", "Demo") + f" · {words}" if settings.DEMO else words


def _plan(subject: Subject) -> str:
    if subject.scope != SITES or subject.progress is None:
        return ""
    return _("planned %(percent)s") % {"percent": percent(subject.progress.planned)}
