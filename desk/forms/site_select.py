from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _


class SiteSelect(AutocompleteSelect):
    """A site, found by what one types. While none is chosen it says what it is for: a screen reader reads its text."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-placeholder": _("Choose a site")}
