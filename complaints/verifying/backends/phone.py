"""A code to a mobile number, through the relay."""

import uuid

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ...posts import Post
from .. import caps, codes, relay
from ..addresses import network_of
from ..forms import CodeForm, NumberForm
from ..phones import masked
from ..proof import Held, NotVerified, Page, Proof, Step
from ..verified import Verified

_NUMBER, _CODE = "number", "code"


class PhoneCode(Proof):
    """Who reads a code on a phone has that phone. docs/verifying.md tells what that is worth."""

    label = gettext_lazy("With a code to my mobile phone")
    hint = gettext_lazy("We send a text message with seven digits.")

    def begin(self, request: HttpRequest, post: Post) -> Step:
        return self._ask_number(NumberForm())

    def answered(self, request: HttpRequest, held: Held) -> Step | Verified:
        if held.get("step") == _NUMBER:
            return self._number(request, NumberForm(request.POST))
        if "other" in request.POST:
            return self._ask_number(NumberForm(initial={"number": held["number"]}))
        if "again" in request.POST:
            return self._number(request, NumberForm({"number": held["number"]}), sent_again=True)
        return self._code(request, held)

    def _ask_number(self, form: NumberForm) -> Page:
        return Page(template="complaints/verifying/number.html", form=form, held={"step": _NUMBER})

    def _number(self, request: HttpRequest, form: NumberForm, *, sent_again: bool = False) -> Page:
        """Send a code, or say on the same page why none was sent.

        Where a number has had all its codes nothing looks or takes otherwise: that it was used here is its owner's.
        """
        if not form.is_valid():
            return self._ask_number(form)
        number, now = form.cleaned_data["number"], timezone.now()
        over = caps.exceeded("code", {"number": number, "address": network_of(request)}, now=now)
        if over - {"number"}:
            form.add_error("number", _too_many(over))
            return self._ask_number(form)
        code = codes.issue(now=now)
        try:
            if "number" in over:
                relay.knock()
            else:
                relay.send_code(number, code.words, language=get_language() or "")
        except relay.RelayDown:
            form.add_error("number", _("The code could not be sent. Nothing is lost: try again in a few minutes."))
            return self._ask_number(form)
        held = {"step": _CODE, "number": number, "id": str(code.id), "secret": code.secret}
        return self._ask_code(CodeForm(), held, sent_again=sent_again)

    def _ask_code(self, form: CodeForm, held: Held, *, sent_again: bool = False) -> Page:
        return Page(
            template="complaints/verifying/code.html",
            form=form,
            held=held,
            context={"masked": masked(held["number"]), "minutes": codes.MINUTES, "sent_again": sent_again},
        )

    def _code(self, request: HttpRequest, held: Held) -> Page | Verified:
        form, now = CodeForm(request.POST), timezone.now()
        if not form.is_valid():
            return self._ask_code(form, held)
        tried, left = codes.attempt(form.cleaned_data["code"], id=uuid.UUID(held["id"]), secret=held["secret"], now=now)
        if tried is codes.Tried.RIGHT:
            return Verified(method=self.method, subject=held["number"], phone=held["number"], at=now)
        if tried is codes.Tried.SPENT:
            raise NotVerified(
                _("This code is no longer good: it was used, tried too often or is too old. Ask for another.")
            )
        form.add_error(
            "code",
            ngettext(
                "The code is not right. You can try %(left)d more time.",
                "The code is not right. You can try %(left)d more times.",
                left,
            )
            % {"left": left},
        )
        return self._ask_code(form, held)


def _too_many(over: set[str]) -> str:
    if "address" in over:
        return _("Too many codes were asked for from your network. Try again in an hour, or from another network.")
    return _("Very many codes are being asked for just now. Nothing is lost: try again in an hour.")
