"""By how much a value moved, and which words of a text did, for somebody who compares two versions."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosures.kinds.fields import CoordinateField, MoneyField, PercentField

_WORDS = re.compile(r"\s+|[^\s]+")
# Texts with less in common are easier to read one after the other.
_ALIKE = 0.3


@dataclass(frozen=True)
class Piece:
    """Some words of a text: kept, taken out or put in."""

    text: str
    is_old: bool = False
    is_new: bool = False


def moved(field: models.Field, before: Any, after: Any) -> str:
    """The difference of two numbers or dates in words: +200,000,000 KRW (+2.3%), 92 days later. Empty for others."""
    if before is None or after is None or before == after or isinstance(field, CoordinateField):
        return ""
    if isinstance(after, datetime.date):
        return _days((after - before).days)
    if isinstance(field, MoneyField):
        return _money(before, after)
    if isinstance(field, PercentField):
        return _("%(points)s points") % {"points": _signed(after - before, 2)}
    if isinstance(after, int | Decimal) and not isinstance(after, bool):
        return _signed(after - before, 0 if isinstance(after, int) else 3)
    return ""


def pieces(before: str, after: str) -> list[Piece]:
    """The words of two texts as one, marked; nothing where they have little in common."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio() < _ALIKE:
        return []
    found = []
    for operation, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            found.append(Piece("".join(new[from_new:to_new])))
            continue
        if to_old > from_old:
            found.append(Piece("".join(old[from_old:to_old]), is_old=True))
        if to_new > from_new:
            found.append(Piece("".join(new[from_new:to_new]), is_new=True))
    return found


def _days(days: int) -> str:
    if days > 0:
        return ngettext("%(days)d day later", "%(days)d days later", days) % {"days": days}
    return ngettext("%(days)d day earlier", "%(days)d days earlier", -days) % {"days": -days}


def _money(before: int, after: int) -> str:
    decimals = settings.PROFILE.currency_decimals
    amount = f"{_signed(Decimal(after - before).scaleb(-decimals), decimals)} {settings.PROFILE.currency}"
    return f"{amount} ({_signed(Decimal(after - before) * 100 / before, 1)}%)" if before else amount


def _signed(number: Decimal | int, decimals: int) -> str:
    rounded = round(abs(Decimal(number)), decimals)
    text = number_format(rounded, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return f"{'+' if number > 0 else '−'}{text}"
