"""The desk's pages of safety messages and of the weather."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions.errors import ActionError
from desk.forms.decisions import ReturnForm
from desk.models import Official
from desk.views.common import official, page, tell
from screens.models import WeatherWarning

from . import access, actions
from .forms import SafetyForm, WarningForm, WithdrawForm, first_values
from .models import ProposalState, SafetyProposal

LIST = "admin:safety_safetyproposal_changelist"


def propose(request: HttpRequest) -> HttpResponse:
    """A new message, or an earlier one written anew (`?from=`)."""
    user = official(request)
    if not access.may_propose(user):
        raise PermissionDenied
    earlier = _earlier(request, user)
    form = SafetyForm(
        request.POST or None,
        request.FILES or None,
        initial=first_values(earlier) if earlier else None,
        by=user,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.propose(
                site=given["site"],
                department=given["site"].department if given["site"] else given["department"],
                words=form.words,
                occasion=form.occasion,
                picture=given["picture"] or "",
                instead_of=earlier,
                by=user,
                now=timezone.now(),
            )
        except ActionError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Proposed. Another official releases it or returns it."))
            return redirect(LIST)
    return page(
        request, "safety/propose.html", title=_("A safety message"), form=form, earlier=earlier, back=reverse(LIST)
    )


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The message as it will be shown; released, returned, or withdrawn again."""
    user = official(request)
    proposal = _proposal(user, pk)
    may_decide = access.may_decide(user, proposal)
    form = ReturnForm(request.POST if request.method == "POST" and "return" in request.POST else None)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        answer = _decide(request, proposal, form)
        if answer is not None:
            return answer
    return page(
        request,
        "safety/review.html",
        title=_("Safety message: %(title)s") % {"title": proposal.title},
        proposal=proposal,
        words=proposal.words.items(),
        form=form,
        may_decide=may_decide,
        is_own=proposal.has_hand_of(user),
        may_withdraw=access.may_withdraw(user, proposal),
        may_propose=access.may_propose(user) and proposal.state != ProposalState.PROPOSED,
        back=reverse(LIST),
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the screens, with the reason that stays."""
    user = official(request)
    proposal = _proposal(user, pk)
    if not access.may_withdraw(user, proposal):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(proposal=proposal, ground=form.cleaned_data["ground"], by=user, now=timezone.now())
        except ActionError as error:
            tell(request, error)
        else:
            messages.success(request, _("Withdrawn. Screens with a network leave it out within a minute."))
        return redirect(LIST)
    return page(
        request,
        "safety/withdraw.html",
        title=_("Withdraw: %(title)s") % {"title": proposal.title},
        form=form,
        back=reverse("admin:safety_safetyproposal_change", args=[proposal.pk]),
    )


def weather(request: HttpRequest) -> HttpResponse:
    """The weather that is in force, and another one said to be here."""
    user = official(request)
    if not user.has_perm("screens.view_weatherwarning"):
        raise PermissionDenied
    may_warn = user.has_perm("screens.add_weatherwarning") and not user.is_superuser
    form = WarningForm(request.POST if "weather" in request.POST else None)
    if request.method == "POST":
        if not may_warn:
            raise PermissionDenied
        if _take_weather(request, form, user):
            return redirect("admin:safety-weather")
    now = timezone.now()
    return page(
        request,
        "safety/weather.html",
        title=_("Weather warnings"),
        form=form if may_warn else None,
        standing=WeatherWarning.objects.in_force(now),
        earlier=WeatherWarning.objects.exclude(pk__in=WeatherWarning.objects.in_force(now))[:20],
    )


def _earlier(request: HttpRequest, user: Official) -> SafetyProposal | None:
    pk = request.GET.get("from", "")
    if not pk:
        return None
    return _proposal(user, int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 10 else None


def _proposal(user: Official, pk: int) -> SafetyProposal:
    """One that the user may see; another does not exist for him."""
    found = access.visible_proposals(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _decide(request: HttpRequest, proposal: SafetyProposal, form: ReturnForm) -> HttpResponse | None:
    user, now = official(request), timezone.now()
    try:
        if "release" in request.POST:
            actions.release(proposal=proposal, by=user, now=now)
            messages.success(request, _("Released: the screens show it within a minute, when its occasion is here."))
        elif form.is_valid():
            actions.return_proposal(proposal=proposal, reason=form.cleaned_data["reason"], by=user, now=now)
            messages.success(request, _("Returned."))
        else:
            return None
    except ActionError as error:
        tell(request, error)
    return redirect(LIST)


def _take_weather(request: HttpRequest, form: WarningForm, user: Official) -> bool:
    """Whether something was done."""
    now = timezone.now()
    try:
        if "call_off" in request.POST:
            pk = request.POST["call_off"]
            found = WeatherWarning.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 10 else None
            if found is None:
                raise Http404
            actions.call_off(warning=found, by=user, now=now)
            messages.success(request, _("Called off."))
        elif form.is_valid():
            actions.warn(weather=form.cleaned_data["weather"], until=form.cleaned_data["ends_at"], by=user, now=now)
            messages.success(request, _("Announced: screens show what was released for this weather."))
        else:
            return False
    except ActionError as error:
        if "call_off" in request.POST:
            tell(request, error)
            return True
        form.add_error("ends_at", error.messages)
        return False
    return True
