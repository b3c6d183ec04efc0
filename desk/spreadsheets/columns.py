"""The columns of a kind's spreadsheet: the site, the content fields, the date and department, and the item's number."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import fields, resources

from disclosures.kinds import KINDS, Kind
from disclosures.kinds.fields import FileDigestField, MoneyField

from .widgets import Date, Text, widget_for

SITE = "managed_site__code"
NAME = "managed_site__name"  # for people; not read
AS_OF = "as_of_on"
ITEM = "item"  # the desk's number of the item: without it the identifying fields tell which one is meant
# Pictures and shapes do not fit into a cell; they are left as they are.
_UNSUITABLE = (FileDigestField, models.JSONField)


def kinds() -> list[Kind]:
    """The city's kinds that spreadsheets are made of: those whose items need no picture."""
    return [kind for kind in KINDS if kind.slug in settings.PROFILE.kinds and not _needs_picture(kind)]


def content_fields(kind: Kind) -> list[models.Field]:
    """The content fields that a cell can hold."""
    return [field for field in kind.fields if not isinstance(field, _UNSUITABLE)]


class KindSheet(resources.Resource):
    """A kind's rows as a spreadsheet: by its columns both ways."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        columns = [
            (SITE, _("Project code"), Text()),
            (NAME, _("Site (not read)"), Text()),
            (AS_OF, _("As-of date"), Date()),
            *((field.name, _heading(field), widget_for(field)) for field in content_fields(kind)),
            (ITEM, _("Item number (do not change)"), Text()),
        ]
        self.fields = {
            name: fields.Field(attribute=name, column_name=heading, widget=widget) for name, heading, widget in columns
        }

    def rows(self, objects: Iterable[Any]) -> list[list[Any]]:
        """The cells of each object, in the columns' order."""
        columns = list(self.fields.values())
        return [[column.export(each) for column in columns] for each in objects]

    @property
    def headings(self) -> list[str]:
        return [column.column_name for column in self.fields.values()]


def spellings(kind: Kind) -> dict[str, str]:
    """The columns' names by their headings in every language of the city, and by the fields' own names."""
    found = {name: name for name in KindSheet(kind).fields}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {column.column_name: name for name, column in KindSheet(kind).fields.items()}
    return found


def _heading(field: models.Field) -> str:
    label = str(capfirst(field.verbose_name))
    return f"{label} ({settings.PROFILE.currency})" if isinstance(field, MoneyField) else label


def _needs_picture(kind: Kind) -> bool:
    return any(field.name in kind.fields_class.required for field in kind.file_fields)
