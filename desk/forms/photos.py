"""Many photos at once: what holds for all, and what is said of each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.models import DRAFT_MODELS, Draft

_META: Any = DRAFT_MODELS["photo"]._meta


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosForm(forms.Form):
    """What is said of all photos that are dropped together; each can be changed afterwards."""

    work_item = _META.get_field("work_item").formfield(widget=forms.TextInput(attrs={"list": "work-items"}))
    viewpoint = _META.get_field("viewpoint").formfield(
        widget=forms.TextInput(attrs={"list": "viewpoints"}),
        help_text=_("The same words as before make a pair “before and after”."),
    )
    taken_on = _META.get_field("taken_on").formfield(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty to take the day that each photo’s camera wrote."),
    )
    photos = forms.FileField(
        label=_("photos"),
        required=False,  # the view looks at each file by itself
        widget=ManyFilesInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, up to 20 MB each. Position and camera data are removed."),
    )


class PhotoRowForm(forms.ModelForm):
    """One photo's words."""

    remove = forms.BooleanField(label=_("remove"), required=False)

    class Meta:
        model = DRAFT_MODELS["photo"]
        fields = ("work_item", "viewpoint", "taken_on")
        widgets = {  # noqa: RUF012  (Django's own way)
            "work_item": forms.TextInput(attrs={"list": "work-items"}),
            "viewpoint": forms.TextInput(attrs={"list": "viewpoints"}),
            "taken_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, data: Any = None, *, instance: Draft) -> None:
        super().__init__(data, instance=instance, prefix=f"p{instance.pk}")
        for field in self.fields.values():
            field.help_text = ""
