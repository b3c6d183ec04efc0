"""How columns look where they cannot be edited: the plain admin would show a bare number or a link to nowhere."""

from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from desk.models import Draft
from disclosures.kinds import Kind
from disclosures.kinds.fields import FileDigestField, MoneyField
from sites.money import money


def shown_name(field: Field) -> str:
    """The column of the form that shows the field to a reader."""
    return f"{field.name}_shown" if isinstance(field, FileDigestField | MoneyField) else field.name


def shown_columns(kind: Kind) -> dict[str, Any]:
    """The functions behind these names, for the kind's admin."""
    files = {shown_name(field): staticmethod(_file(field)) for field in kind.file_fields}
    amounts = [field for field in kind.fields if isinstance(field, MoneyField)]
    return {**files, **{shown_name(field): staticmethod(_amount(field)) for field in amounts}}


def _file(field: FileDigestField) -> Any:
    @admin.display(description=field.verbose_name)
    def show(draft: Draft) -> SafeString:
        digest = getattr(draft, field.name)
        return render_to_string("desk/_file.html", {"digest": digest, "accepts": field.accepts})

    return show


def _amount(field: MoneyField) -> Any:
    @admin.display(description=field.verbose_name, empty_value="-")
    def show(draft: Draft) -> str | None:
        amount = getattr(draft, field.name)
        return None if amount is None else money(amount, language=get_language() or "")

    return show
