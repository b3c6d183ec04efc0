from django import forms
from django.utils.translation import gettext_lazy as _

from disclosures.kinds import ALL_KINDS
from disclosures.models import Source
from sites.models import Department


class QueueFilterForm(forms.Form):
    """What of the review queue is shown, and in which order."""

    kind = forms.ChoiceField(
        label=_("kind"),
        required=False,
        choices=lambda: [("", _("all kinds")), *((kind.slug, kind.title) for kind in ALL_KINDS)],
    )
    department = forms.ModelChoiceField(
        label=_("department"), required=False, queryset=Department.objects.all(), empty_label=_("all departments")
    )
    source = forms.ChoiceField(
        label=_("source"), required=False, choices=lambda: [("", _("all sources")), *Source.choices]
    )
    order = forms.ChoiceField(
        label=_("order"), required=False, choices=[("risk", _("by risk, then age")), ("age", _("by age"))]
    )
