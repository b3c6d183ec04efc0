from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from desk import roles
from desk.actions import ActionError, start_correction
from desk.differences import kind_of
from desk.forms.decisions import CorrectionForm

from .common import draft_or_404, draft_url, official, page, tell


def correct(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask why, then open a new version with the released one's content."""
    user = official(request)
    draft = draft_or_404(user, kind, pk)
    if not roles.may_correct(user, draft):
        raise PermissionDenied
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            correction = start_correction(draft=draft, by=user, reason=form.cleaned_data["reason"])
        except ActionError as error:
            tell(request, error)
            return redirect(draft_url(draft))
        messages.info(
            request, _("Version %(number)d is open. Change it and submit it.") % {"number": correction.version}
        )
        return redirect(draft_url(correction))
    return page(
        request,
        "desk/ask.html",
        title=_("Correct: %(what)s") % {"what": kind_of(draft).title},
        draft=draft,
        form=form,
        words=_("The released version stays readable; yours becomes the next one once it is approved."),
        button=_("Open a correction"),
        back=draft_url(draft),
    )
