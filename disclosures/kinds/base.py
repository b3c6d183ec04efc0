"""What every kind of disclosure is made of: its declaration and the base of its released rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import Fields, FileDigestField


class ReleasedRow(models.Model):
    """The content of one release, in its kind's public table.

    Written once and never edited. The header (site, version, dates, posts) is the `Release`; the salt
    of the release's digest lies here, so that it dies with the content when that is erased.
    """

    release = models.OneToOneField("disclosures.Release", on_delete=models.PROTECT, primary_key=True, related_name="+")
    salt = models.CharField(_("salt of the digest"), max_length=32)
    withheld = ArrayField(models.CharField(max_length=50), verbose_name=_("withheld fields"), default=list, blank=True)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)
    wall_immutable: ClassVar[bool] = True

    class Meta:
        abstract = True


def content_rules(fields: type[Fields], table: str) -> list[models.BaseConstraint]:
    """The CHECKs of a released table: required or withheld, and never a withheld value.

    `table` prefixes the constraints' names (a short name of the kind).
    """
    rules: list[models.BaseConstraint] = []
    for field in fields._meta.local_fields:
        empty = Q(**{f"{field.name}__isnull": True}) if field.null else Q(**{field.name: field.get_default()})
        named = Q(withheld__contains=[field.name])
        rules.append(models.CheckConstraint(condition=~named | empty, name=f"{table}_{field.name}_kept"[:63]))
        if field.name in fields.required:
            rules.append(models.CheckConstraint(condition=named | ~empty, name=f"{table}_{field.name}_given"[:63]))
    return rules


@dataclass(frozen=True)
class FirmColumns:
    """The columns in which a kind names a firm, and the firm's part in the works."""

    name: str
    number: str
    role: str  # an InvolvementRole value
    role_column: str = ""  # the column that says it more exactly, where there is one


@dataclass(frozen=True)
class Kind:
    """One kind of disclosure. The registry lists them in order."""

    slug: str
    model: type[ReleasedRow]
    fields_class: type[Fields]
    title: Any
    plain_words: Any  # what it is, for someone who has never read a contract
    many: bool = False  # may a site have several items of it (reports, payments), or one (the overview)?
    identified_by: tuple[str, ...] = ()  # the content columns that tell one item from another
    newest_by: tuple[str, ...] = ("-release__as_of_on", "-release_id")
    firms: tuple[FirmColumns, ...] = ()
    latest: int = 6  # items on the site's page; the others are a link away

    @cached_property
    def fields(self) -> tuple[models.Field, ...]:
        """The content columns, in the order of their declaration."""
        names = {field.name for field in self.fields_class._meta.local_fields}
        return tuple(field for field in self.model._meta.concrete_fields if field.name in names)

    @cached_property
    def file_fields(self) -> tuple[FileDigestField, ...]:
        return tuple(field for field in self.fields if isinstance(field, FileDigestField))

    @property
    def template(self) -> str:
        return f"disclosures/kinds/{self.slug}.html"

    def values(self, row: models.Model) -> Iterator[tuple[models.Field, Any]]:
        """Each content field of a draft or released row with its value, foreign keys as their key."""
        for field in self.fields:
            yield field, getattr(row, field.attname)
