"""The field types that kinds are declared with, and the base of their declarations."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosures.exchanges import check_exchanges


class Fields(models.Model):
    """The typed content of a kind, declared once.

    The released model and the desk's draft both inherit it. Every column may be empty, because a draft
    is unfinished and a value may be withheld; what is `required` is a rule at release (and a CHECK on
    the released table), where an empty column must be named as withheld. No foreign key to a private
    table may stand here.
    """

    required: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


def text(label: Any, *, max_length: int = 300, help_text: Any = "", choices: Any = None) -> models.CharField:
    """One line of text; empty when not known."""
    return models.CharField(
        label,
        max_length=max_length,
        blank=True,
        default="",
        db_default="",
        help_text=help_text,
        choices=choices,
    )


def long_text(label: Any, *, help_text: Any = "") -> models.TextField:
    """Paragraphs; empty when not known."""
    return models.TextField(label, blank=True, default="", db_default="", help_text=help_text)


def date(label: Any, *, help_text: Any = "") -> models.DateField:
    return models.DateField(label, null=True, blank=True, help_text=help_text)


def count(label: Any, *, help_text: Any = "") -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True, help_text=help_text)


class MoneyField(models.BigIntegerField):
    """An amount as an integer of the currency's minor unit (won: whole won)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class PercentField(models.DecimalField):
    """A rate in percent with two decimals: 62.10 is 62.1 %."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 6)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        # Above 100 happens (a subcontract dearer than the prime's price); a thousand is a typing error.
        kwargs.setdefault("validators", [MinValueValidator(0), MaxValueValidator(1000)])
        super().__init__(*args, **kwargs)


class CoordinateField(models.DecimalField):
    """Degrees (WGS 84) with six decimals, about 0.1 m."""

    def __init__(self, *args: Any, limit: int = 180, **kwargs: Any) -> None:
        self.limit = limit
        kwargs.setdefault("max_digits", 9)
        kwargs.setdefault("decimal_places", 6)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [MinValueValidator(-limit), MaxValueValidator(limit)])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "limit": self.limit}


class ExchangesField(models.TextField):
    """What was asked and answered, in pairs (`disclosures.exchanges` says how they are written)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("db_default", "")
        kwargs.setdefault("validators", [check_exchanges])
        super().__init__(*args, **kwargs)


DOCUMENTS = ("application/pdf", "application/hwp+zip")


class FileDigestField(models.CharField):
    """A file by the SHA-256 of its cleaned bytes (64 hex digits).

    Inside, the desk's store holds the bytes; a release copies them into `ReleasedFile` under the same
    digest, so that what a citizen gets is what the released row, and through it the ledger, names. `accepts` is no
    property of the column: migrations do not carry it.
    """

    def __init__(self, *args: Any, accepts: tuple[str, ...] = ("image/jpeg",), **kwargs: Any) -> None:
        self.accepts = accepts
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("db_default", "")
        kwargs.setdefault("validators", [RegexValidator(r"^[0-9a-f]{64}$", _("This is not a file's digest."))])
        super().__init__(*args, **kwargs)
