"""The form of a draft, the same for every kind: its fields come from the kind's declaration."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext as _

from desk.field_help import help_for
from desk.models import Draft, WithholdingDecision
from desk.models.draft import OPEN, DraftState
from disclosures.kinds import Kind

from .uploads import StoredUploadField, StoredUploadInput


class DraftForm(forms.ModelForm):
    """An unfinished draft may be saved; handing it in needs every required field, or its withholding."""

    instance: Draft
    # What was typed before and not saved, as a browser sends it; the admin sets it where it is to be brought back.
    restored: Mapping[str, Sequence[str]] = MappingProxyType({})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.update(self._restored_values())
        for name, field in self.fields.items():
            field.help_text = str(field.help_text or help_for(self.kind.slug, name))
        for name in self.kind.fields_class.required:
            if name in self.fields:
                self.fields[name].widget.attrs["data-needed"] = "true"
                self.fields[name].help_text = " ".join(
                    filter(None, [_("Needed before submitting."), str(self.fields[name].help_text)])
                )

    @property
    def kind(self) -> Kind:
        return self.instance.kind  # type: ignore[attr-defined]

    def _restored_values(self) -> dict[str, Any]:
        """As a form's initial values; the widgets write them as they were typed."""
        values = {}
        for name, field in self.fields.items():
            source = StoredUploadInput.kept_name(name) if isinstance(field, StoredUploadField) else name
            if texts := self.restored.get(source):
                values[name] = _parsed(texts[0]) if isinstance(field, forms.JSONField) else texts[0]
        return values

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            self._refuse_a_second(values)
        if "_submit" in self.data:
            self._need_all(values)
        return values

    def _refuse_a_second(self, values: dict[str, Any]) -> None:
        """Of an overview or a location a site has one; a change to it is a correction."""
        site = values.get("managed_site")
        if site is None or self.kind.many:
            return
        present = type(self.instance)._default_manager.for_site(site)
        if present.filter(state__in=[*OPEN, DraftState.RELEASED]).exists():
            raise forms.ValidationError(
                _("This site has this entry already. Open it from the site's page and correct it there."),
                code="second",
            )

    def _need_all(self, values: dict[str, Any]) -> None:
        withheld = set(WithholdingDecision.objects.for_items([self.instance.item]).values_list("field", flat=True))
        for name in self.kind.fields_class.required:
            if name not in self.fields or name in withheld or name in self.errors:
                continue
            if values.get(name) in (None, "", []):
                self.add_error(name, _("Needed before submitting: fill it in, or have it withheld."))
        if self.instance.version > 1 and not values.get("correction_reason", "").strip():
            self.add_error("correction_reason", _("Say why this is corrected; citizens read it."))


def _parsed(text: str) -> Any:
    """A JSON field writes its value as JSON; what is no JSON yet stays what was typed."""
    try:
        return json.loads(text)
    except ValueError:
        return InvalidJSONInput(text)
