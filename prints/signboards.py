"""Signboards of one site or of many, one a page."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosures.page import site_page
from sites.models import ConstructionSite

from .frame import frame, way_to_site
from .paper import Form, Paper
from .plain import plain_board
from .statutory import statutory_board
from .typesetting import typeset

Board = dict[str, Any]


def board_of(site: ConstructionSite, *, form: Form, origin: str, now: datetime.datetime) -> Board:
    """All that the signboard of a site says, in the language that is active. Three or four statements."""
    page = site_page(site)
    content = statutory_board(page, now=now) if form == Form.STATUTORY else plain_board(page, now=now)
    return {**content, **way_to_site(site, origin=origin), "title": title_of(site, form)}


def title_of(site: ConstructionSite, form: Form) -> str:
    if form == Form.STATUTORY:
        return str(_("Statutory signboard: %(site)s") % {"site": site.localized_name})
    return str(_("Signboard: %(site)s") % {"site": site.localized_name})


def boards_pdf(boards: Sequence[Board], *, form: Form, paper: Paper, now: datetime.datetime) -> bytes:
    """The PDF of these signboards, in the language that is active."""
    return typeset(form.value, document_of(boards, form=form, paper=paper), now=now)


def document_of(boards: Sequence[Board], *, form: Form, paper: Paper) -> dict[str, Any]:
    """What the template of the form gets."""
    width, height = paper.millimetres
    title = boards[0]["title"] if len(boards) == 1 else _titles(len(boards))
    return {
        **frame(title=title, description=str(Form(form).label)),
        "words": _WORDS[form](),
        "boards": list(boards),
        "width": width,
        "height": height,
    }


def _titles(number: int) -> str:
    return ngettext("%(number)d signboard", "%(number)d signboards", number) % {"number": number}


def _of_the_law() -> dict[str, str]:
    return {
        "qr_alt": str(_("QR code of the address beside it")),
        "heading": str(_("Construction signboard")),
        "law": str(_("Framework Act on the Construction Industry, article 42(1); Enforcement Rule, article 32(1)")),
        "qr_lead": str(_("Everything about these works on your telephone")),
    }


def _plain() -> dict[str, str]:
    return {
        "qr_alt": str(_("QR code of the address below it")),
        "kind": str(_("Public works")),
        "progress": str(_("How far the works are")),
        "bar_key": str(_("Bar: done. Line: planned.")),
        "qr_lead": str(_("More on your telephone")),
        "qr_tells": str(_("Progress today · photos · closures · ask the city")),
    }


_WORDS = {Form.STATUTORY: _of_the_law, Form.PLAIN: _plain}
