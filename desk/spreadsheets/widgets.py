"""What a cell holds, and what people may type into it. A cell that cannot be read raises ValueError, in their words."""

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import widgets

from disclosures.kinds.fields import MoneyField
from sites.csv import safe_cell

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_DATE = re.compile(r"(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[-./월]?\s*(\d{1,2})\s*[일.]?")
_YES = frozenset({"예", "네", "y", "yes", "true", "o", "1", "○", "있음"})
_NO = frozenset({"아니오", "아니요", "n", "no", "false", "x", "0", "×", "없음"})


def text_of(value: Any) -> str:
    """A cell as text: numbers as the spreadsheet shows them, and no guard against formulas.

    A reckoned cell holds 11.049999999999999 where 11.05 is shown: fifteen digits count, as in the spreadsheet.
    """
    if value is None:
        return ""
    if isinstance(value, float):
        value = f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, datetime.datetime):
        value = value.date()
    text = str(value).strip()
    return text[1:] if text.startswith("'") and safe_cell(text[1:]) == text else text


class Text(widgets.CharWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return text_of(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return safe_cell(value or "")


class Number(widgets.DecimalWidget):
    """A number, with or without commas between thousands and a unit behind it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        text = text_of(value).removesuffix("%").removesuffix("원").strip()
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValueError(_("Write a number."))
        try:
            return Decimal(text.replace(",", ""))
        except InvalidOperation:
            raise ValueError(_("Write a number.")) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else value


class Whole(Number):
    """A whole number."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        number = super().clean(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValueError(_("Write a whole number."))
        return int(number)


class Money(Number):
    """An amount in the currency, kept in its minor unit."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        number = super().clean(value)
        if number is None:
            return None
        minor = number.scaleb(settings.PROFILE.currency_decimals)
        if minor != minor.to_integral_value():
            raise ValueError(_("This amount is finer than the currency’s smallest unit."))
        return int(minor)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        decimals = settings.PROFILE.currency_decimals
        return "" if value is None else Decimal(value).scaleb(-decimals) if decimals else value


class Date(widgets.DateWidget):
    """A date as the spreadsheet has them, or 2026-11-02, 2026.11.2., 2026년 11월 2일, 20261102."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> datetime.date | None:
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        text = text_of(value)
        if not text:
            return None
        match = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text) or _DATE.fullmatch(text)
        try:
            return datetime.date(*map(int, match.groups())) if match else _no_date()
        except ValueError:
            return _no_date()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value or ""


class YesNo(widgets.BooleanWidget):
    """Yes or no; an empty cell is what an empty field is."""

    def __init__(self, *, empty: bool | None) -> None:
        super().__init__()
        self.empty = empty

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        text = str(value).lower() if isinstance(value, bool) else text_of(value).lower()
        if not text:
            return self.empty
        if text in _YES:
            return True
        if text in _NO:
            return False
        raise ValueError(_("Write 예 or 아니오 (yes or no)."))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else _("Yes") if value else _("No")


class Choice(widgets.CharWidget):
    """One of a field's choices, by its name in any of the city's languages."""

    def __init__(self, choices: Iterable[tuple[Any, Any]]) -> None:
        super().__init__()
        self.labels = {str(value): label for value, label in choices if value not in (None, "")}
        self._known = _spellings(self.labels)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = text_of(value)
        if not text:
            return ""
        if (found := self._known.get(_folded(text))) is None:
            known = ", ".join(str(label) for label in self.labels.values())
            raise ValueError(_("Write one of: %(choices)s.") % {"choices": known})
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(self.labels.get(value, "")) if value else ""


def widget_for(field: models.Field) -> widgets.Widget:
    """How a content field looks in a cell."""
    if field.choices:
        return Choice(field.flatchoices)
    if isinstance(field, MoneyField):
        return Money()
    if isinstance(field, models.BooleanField):
        return YesNo(empty=None if field.null else False)
    if isinstance(field, models.DateField):
        return Date()
    if isinstance(field, models.IntegerField):
        return Whole()
    return Number() if isinstance(field, models.DecimalField) else Text()


def _spellings(labels: Mapping[str, Any]) -> dict[str, str]:
    """Every way to write a choice: its value, and its label in each language."""
    known = {_folded(value): value for value in labels}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {_folded(str(label)): value for value, label in labels.items()}
    return known


def _folded(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def _no_date() -> datetime.date:
    raise ValueError(_("Write a date such as 2026-11-02."))
