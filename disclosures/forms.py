"""How the lists of late updates and of withheld fields are narrowed, in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.models import Department

from .models import Ground


class DepartmentForm(forms.Form):
    department = forms.ModelChoiceField(
        label=_("Department"),
        required=False,
        queryset=Department.objects.order_by("name"),
        to_field_name="code",
        empty_label=_("all"),
    )


class WithheldForm(DepartmentForm):
    ground = forms.TypedChoiceField(
        label=_("Legal ground"),
        required=False,
        choices=lambda: [("", _("all")), *Ground.choices],
        coerce=lambda value: Ground(int(value)),
        empty_value=None,
    )
