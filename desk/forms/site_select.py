from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import Media
from django.utils.translation import gettext as _


class SiteSelect(AutocompleteSelect):
    """A site, found by what one types. It has a name for screen readers, and says what it is for while empty."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-placeholder": _("Choose a site")}

    @property
    def media(self) -> Media:
        return super().media + Media(js=["desk/select_names.js"])
