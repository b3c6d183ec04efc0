"""Officials and their roles."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.models import Official, Role
from desk.roles import conflicts


class RolesField(forms.ModelMultipleChoiceField):
    """The groups of the roles, by the roles' names."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return str(Role(obj.name).label)


def role_groups() -> QuerySet[Group]:
    return Group.objects.filter(name__in=Role.values).order_by("pk")


class RolesMixin(forms.ModelForm):
    groups = RolesField(label=gettext_lazy("roles"), queryset=Group.objects.none(), required=False)

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


class OfficialCreationForm(RolesMixin, AdminUserCreationForm):
    class Meta:
        model = Official
        fields = ("username",)


class OfficialChangeForm(RolesMixin, UserChangeForm):
    class Meta:
        model = Official
        fields = "__all__"  # noqa: DJ007  (the admin's fieldsets choose)
