"""What an official fills in to do something to a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import CannedParagraph, Case
from casework.queues import QUEUES
from casework.same import identical
from desk.forms.staffing import PersonField
from desk.models import Official
from sites.models import Department

_LONG = {"rows": 3}


class CaseForm(forms.Form):
    """A form about one case. Most deeds need nothing."""

    def __init__(self, *args: Any, case: Case, user: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user


class AssignForm(CaseForm):
    officer = PersonField(label=_("officer"), queryset=Official.objects.none())
    needs_approval = forms.BooleanField(label=_("I read the answer before it goes out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Official.objects.assignable().filter(department=self.case.department_id)
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]
        self.fields["officer"].initial = self.case.officer_id
        self.fields["needs_approval"].initial = self.case.needs_approval


class TransferForm(CaseForm):
    department = forms.ModelChoiceField(label=_("department"), queryset=Department.objects.none())
    reason = forms.CharField(
        label=_("reason"), max_length=500, help_text=_("The citizen reads it."), widget=forms.Textarea(attrs=_LONG)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Department.objects.exclude(pk=self.case.department_id).order_by("name")
        self.fields["department"].queryset = others  # type: ignore[attr-defined]


class TransferAwayForm(CaseForm):
    authority = forms.CharField(label=_("authority"), max_length=200)
    reason = forms.CharField(
        label=_("reason"), max_length=500, help_text=_("The citizen reads it."), widget=forms.Textarea(attrs=_LONG)
    )


class AskBackForm(CaseForm):
    text = forms.CharField(
        label=_("question to the citizen"),
        help_text=_("The clock stands still until the answer comes."),
        widget=forms.Textarea(attrs=_LONG),
    )


class ExtendForm(CaseForm):
    amount = forms.IntegerField(label=_("by how many working days"), min_value=1)
    reason = forms.CharField(
        label=_("reason"),
        max_length=500,
        help_text=_("The citizen reads it, with the new date."),
        widget=forms.Textarea(attrs=_LONG),
    )
    has_consent = forms.BooleanField(
        label=_("the citizen has agreed"), required=False, help_text=_("A second extension needs it.")
    )

    def __init__(self, *args: Any, in_hours: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if in_hours:
            self.fields["amount"].label = _("by how many working hours")


class ReasonForm(CaseForm):
    reason = forms.CharField(label=_("reason"), max_length=500, widget=forms.Textarea(attrs=_LONG))


class NoteForm(CaseForm):
    text = forms.CharField(label=_("note"), help_text=_("For colleagues alone."), widget=forms.Textarea(attrs=_LONG))


class LookForm(CaseForm):
    reason = forms.CharField(label=_("what for"), max_length=200, help_text=_("Each look is recorded."))


class MergeForm(CaseForm):
    others = forms.ModelMultipleChoiceField(
        label=_("to be handled with this one"),
        queryset=Case.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same = identical(self.case).filter(department=self.case.department_id).exclude(pk=self.case.pk)
        self.fields["others"].queryset = same  # type: ignore[attr-defined]
        self.fields["others"].initial = [each.pk for each in same]


class DraftForm(CaseForm):
    """The answer, with the parts that a refusal needs."""

    paragraph = forms.ModelChoiceField(
        label=_("put a canned paragraph below"), queryset=CannedParagraph.objects.none(), required=False
    )
    text = forms.CharField(label=_("text of the answer"), widget=forms.Textarea(attrs={"rows": 12}), required=False)
    is_refusal = forms.BooleanField(label=_("this refuses what is asked for"), required=False)
    reason = forms.CharField(
        label=_("why it is refused"),
        required=False,
        help_text=_("With the law it rests on."),
        widget=forms.Textarea(attrs=_LONG),
    )
    remedy = forms.CharField(
        label=_("what can be done about it"),
        required=False,
        help_text=_("Objection, administrative appeal or action, with the time for it and where."),
        widget=forms.Textarea(attrs=_LONG),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = CannedParagraph.objects.usable_by(self.case.department)
        self.fields["paragraph"].queryset = usable  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A chosen paragraph joins the text; it is asked for once."""
        given: dict[str, Any] = super().clean() or {}
        if paragraph := given.pop("paragraph", None):
            given["text"] = "\n\n".join(part for part in (given.get("text", "").strip(), paragraph.text) if part)
        return given


class QueueForm(forms.Form):
    """Which cases."""

    queue = forms.ChoiceField(label=_("queue"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, *args: Any, user: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.title) for each in QUEUES if each.concerns(user) or user.is_superuser]
        self.fields["queue"].choices = choices  # type: ignore[attr-defined]
