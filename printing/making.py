"""The worker's step: a few prints of the order that waits longest, and then how far it is."""

import datetime
import json
import logging
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import override
from typst import TypstError

from prints.booklets import booklet_pdf
from prints.booklets import title_of as booklet_title
from prints.brochures import brochure_pdf
from prints.brochures import title_of as brochure_title
from prints.paper import Paper
from prints.signboards import board_of, boards_pdf
from sites.figures import disclosed_site
from sites.models import District

from .models import PrintedFile, PrintedThing, PrintOrder
from .naming import file_name

AT_ONCE = 8  # prints between two notes of how far it is: about a second

logger = logging.getLogger(__name__)


class Made(NamedTuple):
    name: str
    content: bytes


def make_some(now: datetime.datetime) -> bool:
    """Make the next few. Returns whether there was anything to do.

    The order is held while it is worked at, so several workers share the orders and no print is made twice; what a
    worker had not noted when it died is made anew.
    """
    with transaction.atomic():
        order = PrintOrder.objects.unfinished().select_for_update(skip_locked=True).first()
        if order is None:
            return False
        try:
            with transaction.atomic(), override(order.language):
                _go_on(order, now)
        except (TypstError, ValueError) as error:
            logger.exception("order %s is given up", order.pk)
            order.files.all().delete()
            order.problem, order.finished_at = str(error)[:2000], now
            order.save()
    return True


def _go_on(order: PrintOrder, now: datetime.datetime) -> None:
    make = _MAKERS[PrintedThing(order.thing)]
    for number, key in enumerate(order.keys[order.done : order.done + AT_ONCE], order.done + 1):
        made = make(order, key, now)
        if made is None:
            order.left_out.append(key)
        else:
            PrintedFile.objects.create(order=order, number=number, name=made.name, content=made.content)
        order.done = number
    if order.done == order.total:
        if order.is_joined and PrintedThing(order.thing).form is not None:
            _join(order, now)
        order.finished_at = now
    order.save()


def _signboard(order: PrintOrder, key: str, now: datetime.datetime) -> Made | None:
    """A site's; None where it was withdrawn since."""
    site, form = disclosed_site(key), PrintedThing(order.thing).form
    if site is None or form is None:
        return None
    board = board_of(site, form=form, origin=settings.PUBLIC_ORIGIN, now=now)
    name = file_name(site.code, board["title"], order.paper.upper())
    if order.is_joined:
        return Made(name, json.dumps(board).encode())
    return Made(name, boards_pdf([board], form=form, paper=Paper(order.paper), now=now))


def _join(order: PrintOrder, now: datetime.datetime) -> None:
    """All pages in one document, so that it has one structure, one set of fonts, and headings to go by."""
    files = order.files.order_by("number")
    boards = [json.loads(bytes(content)) for content in files.values_list("content", flat=True)]
    form = PrintedThing(order.thing).form
    files.delete()
    if not boards or form is None:
        return
    content = boards_pdf(boards, form=form, paper=Paper(order.paper), now=now)
    name = file_name(str(order), order.paper.upper())
    PrintedFile.objects.create(order=order, number=1, name=name, content=content)


def _brochure(order: PrintOrder, key: str, now: datetime.datetime) -> Made | None:
    district = District.objects.filter(pk=key).first()
    if district is None:
        return None
    content = brochure_pdf(district, origin=settings.PUBLIC_ORIGIN, now=now)
    return Made(file_name(brochure_title(district)), content)


def _booklet(order: PrintOrder, key: str, now: datetime.datetime) -> Made:
    content = booklet_pdf(int(key), origin=settings.PUBLIC_ORIGIN, now=now)
    return Made(file_name(booklet_title(int(key))), content)


_MAKERS: dict[PrintedThing, Callable[[PrintOrder, str, datetime.datetime], Made | None]] = {
    PrintedThing.PLAIN: _signboard,
    PrintedThing.STATUTORY: _signboard,
    PrintedThing.BROCHURE: _brochure,
    PrintedThing.BOOKLET: _booklet,
}
