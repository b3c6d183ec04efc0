"""The page of one bulletin: how it will look, a trial mail, the decision, and how far its mailing is."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from casework.models import OutboxMessage
from desk.actions.errors import ActionError
from desk.models import Official
from desk.views.common import official, page, tell

from . import access, actions
from .forms import ReturnForm, TrialForm, WithdrawForm
from .mails import preview
from .models import BulletinDraft, Mailing
from .previewing import read_draft

# Programs that read mail know no stylesheets of their own: a mail carries its styles in its elements.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"

Step = Callable[[HttpRequest, BulletinDraft, Official], str]


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is done to a bulletin but the writing."""
    user = official(request)
    draft = access.visible_drafts(user).filter(pk=pk).first()
    if draft is None:
        raise Http404
    if request.method == "POST":
        return _post(request, draft, user)
    return page(
        request,
        "newsroom/review.html",
        title=str(draft),
        written=draft,  # the frame's breadcrumbs take a `draft` for a disclosure's
        looks=_looks(draft),
        trial=TrialForm(),
        returning=ReturnForm(),
        withdrawing=WithdrawForm(),
        may_write=access.may_write(user, draft),
        may_decide=access.may_decide(user, draft),
        may_lead=access.may_lead(user, draft),
        mailing=Mailing.objects.filter(bulletin=draft.bulletin).first() if draft.bulletin else None,
        states=OutboxMessage.objects.states_of(f"bulletin:{draft.bulletin_id}") if draft.bulletin else [],
        edit=reverse("admin:newsroom_bulletindraft_change", args=[draft.pk]),
        back=reverse("admin:newsroom_bulletindraft_changelist"),
    )


@xframe_options_sameorigin
@require_safe
def mail(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The mail as HTML, for the frame on the page of the bulletin."""
    draft = access.visible_drafts(official(request)).filter(pk=pk).first()
    if draft is None or not draft.texts.filter(language=language).exists():
        raise Http404
    _text, html = _seen(draft, language)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = _POLICY
    return response


def _looks(draft: BulletinDraft) -> list[tuple[str, str, str]]:
    """Language, plain text and the address of the HTML of the mail, for each language in which something is written."""
    languages = sorted(text.language for text in draft.texts.all())
    return [(each, _seen(draft, each)[0], reverse("admin:newsroom-mail", args=[draft.pk, each])) for each in languages]


def _seen(draft: BulletinDraft, language: str) -> tuple[str, str]:
    """Plain text and HTML of the mail in a language in which something is written."""
    with override(language):
        read = read_draft(draft, language)
        assert read is not None  # noqa: S101  (there is a text)
        return preview(read)


def _post(request: HttpRequest, draft: BulletinDraft, user: Official) -> HttpResponse:
    step = next((step for name, step in _STEPS.items() if name in request.POST), None)
    if step is None:
        raise Http404
    try:
        messages.success(request, step(request, draft, user))
    except ActionError as error:
        tell(request, error)
    return redirect("admin:newsroom-review", draft.pk)


def _require(may: bool) -> None:
    if not may:
        raise PermissionDenied


def _submit(request: HttpRequest, draft: BulletinDraft, user: Official) -> str:
    _require(access.may_write(user, draft))
    actions.submit(draft=draft, by=user, now=timezone.now())
    return _("Handed in. Another official releases it or returns it.")


def _trial(request: HttpRequest, draft: BulletinDraft, user: Official) -> str:
    _require(access.may_write(user, draft) or access.may_decide(user, draft))
    form = TrialForm(request.POST)
    if not form.is_valid():
        raise ActionError(_("Choose a language."))
    actions.send_trial(draft=draft, language=form.cleaned_data["language"], by=user)
    return _("The trial is on its way to your own address.")


def _return(request: HttpRequest, draft: BulletinDraft, user: Official) -> str:
    _require(access.may_decide(user, draft))
    actions.return_draft(draft=draft, reason=request.POST.get("reason", ""), by=user, now=timezone.now())
    return _("Returned to whoever wrote it.")


def _release(request: HttpRequest, draft: BulletinDraft, user: Official) -> str:
    _require(access.may_decide(user, draft))
    leading = access.authority(user, draft)
    absent = None if leading is None or leading.pk == user.pk else leading
    actions.release(draft=draft, by=user, now=timezone.now(), in_place_of=absent)
    return _("Released. It is on the web now, and the mails go out.")


def _withdraw(request: HttpRequest, draft: BulletinDraft, user: Official) -> str:
    _require(access.may_lead(user, draft))
    assert draft.bulletin is not None  # noqa: S101  (may_lead)
    ground = request.POST.get("ground", "")[:500]
    actions.withdraw(bulletin=draft.bulletin, ground=ground, by=user, now=timezone.now())
    return _("Citizens no longer see it, and no further mail goes out. The date and your reason stand in its place.")


def _pause(request: HttpRequest, draft: BulletinDraft, user: Official) -> str:
    _require(access.may_lead(user, draft))
    actions.pause(mailing=Mailing.objects.get(bulletin=draft.bulletin), by=user)
    return _("Stopped. What is on its way already still arrives.")


def _resume(request: HttpRequest, draft: BulletinDraft, user: Official) -> str:
    _require(access.may_lead(user, draft))
    actions.resume(mailing=Mailing.objects.get(bulletin=draft.bulletin), by=user)
    return _("The mails go on, behind the last recipient.")


_STEPS: dict[str, Step] = {
    "submit": _submit,
    "trial": _trial,
    "return": _return,
    "release": _release,
    "withdraw": _withdraw,
    "pause": _pause,
    "resume": _resume,
}
