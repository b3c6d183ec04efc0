"""PortOne's identity verification: name, telephone and the company it is at, confirmed by a code or in its app."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...posts import Post
from .. import caps
from ..addresses import client_address, network_of
from ..forms import DigitsField, MobileField, VerifyingForm
from ..proof import Held, NotVerified, Page, Step
from ..verified import Verified
from .agency import Agency


class PersonForm(VerifyingForm):
    """What the agency compares with what the telephone company knows."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name")},
    )
    number = MobileField(
        label=gettext_lazy("Mobile number"), error_messages={"required": gettext_lazy("Write your mobile number")}
    )
    operator = forms.ChoiceField(
        label=gettext_lazy("Telephone company"),
        choices=[
            ("", gettext_lazy("Choose your telephone company")),
            ("SKT", "SKT"),
            ("KT", "KT"),
            ("LGU", "LG U+"),
            ("SKT_MVNO", gettext_lazy("Budget brand on SKT")),
            ("KT_MVNO", gettext_lazy("Budget brand on KT")),
            ("LGU_MVNO", gettext_lazy("Budget brand on LG U+")),
        ],
        error_messages={"required": gettext_lazy("Choose your telephone company")},
    )


class BornPersonForm(PersonForm):
    """With what agencies ask for besides when they send a code."""

    identity = DigitsField(
        digits=7,
        label=gettext_lazy("Date of birth and first digit after the hyphen"),
        wrong=gettext_lazy("Write the first seven digits of your resident registration number"),
        help_text=gettext_lazy("The first seven digits of your resident registration number. We keep none of them."),
        error_messages={"required": gettext_lazy("Write the first seven digits of your resident registration number")},
    )


class OtpForm(VerifyingForm):
    otp = DigitsField(
        digits=6,
        label=gettext_lazy("What is the code?"),
        wrong=gettext_lazy("The code has six digits"),
        error_messages={"required": gettext_lazy("Write the code from the text message")},
    )


class PortOne(Agency):
    """`channel` is the channel's key at PortOne; `by` is SMS or APP (the telephone companies' PASS)."""

    label = gettext_lazy("With my name and telephone (identity verification)")
    hint = gettext_lazy("An agency confirms your name with your telephone company.")
    api = "https://api.portone.io"

    def __init__(self, *, channel: str, by: str = "SMS", **options: str) -> None:
        super().__init__(**options)
        if by not in ("SMS", "APP"):
            raise ValueError(f"by is {by!r}; it must be SMS or APP")
        self._channel, self._by = channel, by

    def begin(self, request: HttpRequest, post: Post) -> Step:
        return self._ask_person(self._person_form())

    def answered(self, request: HttpRequest, held: Held) -> Step | Verified:
        if "id" not in held:
            return self._send(request, self._person_form(request.POST))
        return self._confirm(request, held)

    def _person_form(self, data: Any = None) -> PersonForm:
        return (BornPersonForm if self._by == "SMS" else PersonForm)(data)

    def _ask_person(self, form: PersonForm) -> Page:
        return Page(template="complaints/verifying/person.html", form=form, held={})

    def _send(self, request: HttpRequest, form: PersonForm) -> Step:
        if not form.is_valid():
            return self._ask_person(form)
        given = form.cleaned_data
        subjects = {"number": given["number"], "address": network_of(request)}
        if caps.exceeded(self.method, subjects, now=timezone.now()):
            raise NotVerified(
                _("Too many codes were asked for. Nothing is lost: try again later, or choose another way.")
            )
        customer = {"name": given["name"], "phoneNumber": given["number"], "ipAddress": client_address(request)}
        if "identity" in given:
            customer["identityNumber"] = given["identity"]
        number = self.new_id()
        body = {"channelKey": self._channel, "customer": customer, "operator": given["operator"], "method": self._by}
        status, _answer = self.post(number, "send", body)
        if status >= 400:
            form.add_error("name", _("The agency does not know this person under this number. Look at what you wrote."))
            return self._ask_person(form)
        return self._ask_otp(self._otp_form(), {"id": number})

    def _otp_form(self, data: Any = None) -> VerifyingForm:
        return (OtpForm if self._by == "SMS" else VerifyingForm)(data)

    def _ask_otp(self, form: VerifyingForm, held: Held, *, not_yet: bool = False) -> Page:
        context = {"by_app": self._by == "APP", "not_yet": not_yet}
        return Page(template="complaints/verifying/otp.html", form=form, held=held, context=context)

    def _confirm(self, request: HttpRequest, held: Held) -> Step | Verified:
        form = self._otp_form(request.POST)
        if not form.is_valid():
            return self._ask_otp(form, held)
        status, _answer = self.post(held["id"], "confirm", dict(form.cleaned_data))
        if status < 400:
            return self.verified(held["id"])
        if self._by == "SMS":
            form.add_error("otp", _("The code is not right."))
        return self._ask_otp(form, held, not_yet=self._by == "APP")
