"""Officials and their roles."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.models import Official, Role
from desk.role_table import OUTSIDE_ROLES, conflicts


class RolesField(forms.ModelMultipleChoiceField):
    """The groups of the roles, by the roles' names."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return str(Role(obj.name).label)


def role_groups() -> QuerySet[Group]:
    return Group.objects.filter(name__in=Role.values).order_by("pk")


class RolesMixin(forms.ModelForm):
    groups = RolesField(label=gettext_lazy("Roles"), queryset=Group.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].queryset = role_groups()  # type: ignore[attr-defined]

    def clean_groups(self) -> QuerySet[Group]:
        groups: QuerySet[Group] = self.cleaned_data["groups"]
        for first, second in conflicts(group.name for group in groups):
            raise forms.ValidationError(
                _("Nobody is %(first)s and %(second)s at once: who controls must not decide.")
                % {"first": first.label, "second": second.label},
                code="conflict",
            )
        return groups

    def clean(self) -> dict[str, Any] | None:
        """A firm's people belong to no department, are in no directory, and report or supervise."""
        values = super().clean()
        firm = self.cleaned_data.get("firm")
        if firm is None:
            return values
        if self.cleaned_data.get("department") is not None:
            self.add_error("firm", _("Choose a department or a firm, not both."))
        if self.cleaned_data.get("in_directory"):
            self.add_error("in_directory", _("The public directory lists the city’s own officials."))
        inside = {group.name for group in self.cleaned_data.get("groups", ())} - OUTSIDE_ROLES
        if inside:
            roles = ", ".join(sorted(str(Role(name).label) for name in inside))
            self.add_error("groups", _("A firm’s person cannot be %(roles)s.") % {"roles": roles})
        return values


class OfficialCreationForm(RolesMixin, AdminUserCreationForm):
    class Meta:
        model = Official
        fields = ("username",)


class OfficialChangeForm(RolesMixin, UserChangeForm):
    # In words of its own: “active” is what a contract is.
    is_active = forms.BooleanField(
        label=gettext_lazy("May sign in"),
        required=False,
        help_text=gettext_lazy("Take the tick away when somebody leaves. Accounts are never deleted."),
    )

    class Meta:
        model = Official
        fields = "__all__"  # noqa: DJ007  (the admin's fieldsets choose)
