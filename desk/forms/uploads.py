"""A file column in a form: a real upload, which becomes the digest of what was stored."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from desk import files
from desk.models import Official, StoredFile

# Bytes that may come in at all; what is kept is far smaller (desk.files).
MAX_UPLOAD = 30 * 1024 * 1024


class StoredUploadInput(forms.ClearableFileInput):
    """Shows the file that is stored now, and takes another."""

    template_name = "desk/widgets/upload.html"

    def is_initial(self, value: Any) -> bool:
        return isinstance(value, str) and bool(value)

    def format_value(self, value: Any) -> str | None:  # type: ignore[override]
        return value if self.is_initial(value) else None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """A new upload, False where the stored one is to go, or the digest of what the page showed."""
        chosen = super().value_from_datadict(data, files, name)
        return data.get(self.kept_name(name)) or None if chosen is None else chosen

    @staticmethod
    def kept_name(name: str) -> str:
        """The hidden field that carries what is stored, so that an upload is not lost when another field is wrong."""
        return f"{name}-kept"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.is_initial(value):
            context["widget"]["url"] = reverse("admin:desk-file", args=[value])
            context["widget"]["kept_name"] = self.kept_name(name)
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        # The forms' own renderer knows templates inside apps only; ours lie in templates/.
        return mark_safe(render_to_string(template_name, context))  # noqa: S308  (a template's own output)


class StoredUploadField(forms.FileField):
    """The digest (64 hex digits) of a stored file; an upload is cleaned and stored on the way."""

    widget = StoredUploadInput
    default_error_messages = {
        "too_large": _("This file is larger than 30 MB. Make it smaller and choose it again."),
        "unknown": _("This file is not in the store, or of the wrong type. Upload it again."),
    }

    def __init__(self, *, accepts: Collection[str], by: Official, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.accepts = accepts
        self.by = by
        self.stored: str | None = None  # set by `clean`
        self.widget.attrs["accept"] = ",".join(_choosable(accepts))

    def clean(self, data: Any, initial: Any = None) -> str:
        if isinstance(data, str):
            self.stored = self._known(data)
            return self.stored
        value = super().clean(data, initial)
        if isinstance(value, UploadedFile):
            if (value.size or 0) > MAX_UPLOAD:
                raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
            value = files.store(data=value.read(), accepts=self.accepts, by=self.by).sha256
        self.stored = value or ""
        return self.stored

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the page shows when it comes back: the upload that is stored by now, or what there was before."""
        if data is False:
            return ""
        return initial if self.stored is None else self.stored

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data != initial and super().has_changed(initial, data)

    def _known(self, digest: str) -> str:
        """A digest that the page sent back; it may be forged."""
        if not StoredFile.objects.filter(pk=digest, media_type__in=self.accepts).exists():
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return digest


def _choosable(accepts: Collection[str]) -> list[str]:
    """What a file dialogue offers: PNG and WebP become JPEG, and are welcome where JPEG is.

    No system knows HWPX by its media type; its ending is told as well.
    """
    more = ["image/png", "image/webp"] if files.JPEG in accepts else []
    return [*accepts, *more, *([".hwpx"] if files.HWPX in accepts else [])]
