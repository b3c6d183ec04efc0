"""A lost receipt: a new one for whoever proves to be the writer. The inside seals the letters anew, to the new one."""

import uuid
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from complaints.petitions import Renewal
from complaints.posts import PostKind
from complaints.sealing.receipts import new_receipt
from complaints.sealing.submitting import IntakeUnavailable, submit
from complaints.verifying.verified import Verified

from . import state
from .forms import Question
from .origin import private_page
from .sending import proven_writer, receipt_key

_PURPOSE = "renewal"
MINUTES = 60


class LostForm(Question):
    number = forms.CharField(
        label=_("Receipt number, if you know it"),
        help_text=_("Without it, your newest petition of the last months is taken."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )


@sensitive_post_parameters()
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """What happens to a lost receipt, then the proof; or the new receipt, tried again after an outage."""
    # Their pages end with `resuming.resume`, which comes back here.
    from complaints.verifying.pages import begin

    if request.method == "POST" and "state" in request.POST:
        try:
            return renew(request, state.decrypt(request.POST["state"], purpose=_PURPOSE))
        except state.Unreadable:
            context = {"form": LostForm(), "is_entrance": True, "is_over_here": True}
            return render(request, "complaints/asking/lost.html", context)
    form = LostForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "complaints/asking/lost.html", {"form": form, "is_entrance": True})
    wanted = {"old_number": form.cleaned_data["number"], "id": str(uuid.uuid4()), "receipt": asdict(new_receipt())}
    carry = state.encrypt(wanted, purpose=_PURPOSE, minutes=MINUTES)
    return begin(request, post=PostKind.COMPLAINT.value, carry=carry)


def is_carried(text: str) -> bool:
    """Whether it is what a proof carries for a lost receipt."""
    try:
        state.decrypt(text, purpose=_PURPOSE)
    except state.Expired:
        return True
    except state.Forged:
        return False
    return True


def renew_for(request: HttpRequest, *, carry: str, proof: str) -> HttpResponse:
    """The new receipt, for whoever was verified. Raises state.Unreadable."""
    return renew(request, {**state.decrypt(carry, purpose=_PURPOSE), "proof": proof})


def renew(request: HttpRequest, wanted: dict[str, Any]) -> HttpResponse:
    """Asks the inside for it and shows it. The same is asked for once, however often the page is sent."""
    writer, receipt = Verified.opened(wanted["proof"]), wanted["receipt"]
    message = Renewal(
        id=uuid.UUID(wanted["id"]),
        written_at=timezone.now(),
        language=get_language() or "",
        receipt=receipt_key(receipt),
        writer=proven_writer(writer),
        old_number=wanted["old_number"],
    )
    try:
        submit(message)
    except IntakeUnavailable:
        again = state.encrypt(wanted, purpose=_PURPOSE, minutes=MINUTES)
        return render(request, "complaints/asking/lost.html", {"form": LostForm(), "again": again}, status=503)
    return render(request, "complaints/asking/renewed.html", {"receipt": receipt})
