import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from desk.actions import ActionError
from desk.actions.training import ask_to_begin_anew
from desk.addresses import page_url
from desk.models import Official, TrainingStart
from desk.training.exercises import EXERCISES, Check, Exercise, exercise_by_slug

from .common import official, page, tell

BEGUN = "training"  # in the session: by exercise, when it was begun


class Line(NamedTuple):
    """An exercise with what was found of it; nothing before it is begun."""

    exercise: Exercise
    url: str
    begun_at: datetime.datetime | None
    checks: list[Check]

    @property
    def is_done(self) -> bool:
        return bool(self.checks) and all(check.is_done for check in self.checks)


def training(request: HttpRequest) -> HttpResponse:
    """The exercises that this person's role can do, and how far each is."""
    _require_training()
    user = official(request)
    if request.method == "POST":
        _begin(request, user)
        return redirect("admin:desk-training")
    begun = request.session.get(BEGUN, {})
    mine = [each for each in EXERCISES if each.is_for(user)]
    return page(
        request,
        "desk/training/index.html",
        title=_("Exercises"),
        lines=[_line(each, user, parse_datetime(begun.get(each.slug, ""))) for each in mine],
        others=[each.title for each in EXERCISES if each not in mine],
        last_start=TrainingStart.objects.begun().first(),
        is_waiting=TrainingStart.objects.waiting().exists(),
        may_begin_anew=user.has_perm("desk.add_trainingstart"),
    )


def begin_anew(request: HttpRequest) -> HttpResponse:
    """Everything back to the start, for everybody. An administrator asks; the training's own program does it."""
    _require_training()
    user = official(request)
    if not user.has_perm("desk.add_trainingstart"):
        raise PermissionDenied
    if request.method == "POST":
        try:
            ask_to_begin_anew(by=user, now=timezone.now())
        except ActionError as error:
            tell(request, error)
        else:
            messages.success(
                request, _("Everything is set back to the start in a minute or two. You will have to sign in again.")
            )
        return redirect("admin:desk-training")
    return page(request, "desk/training/anew.html", title=_("Begin the training anew"))


def _require_training() -> None:
    """Elsewhere there is no such page."""
    if not settings.TRAINING:
        raise Http404


def _begin(request: HttpRequest, user: Official) -> None:
    """What was done before this moment does not count."""
    exercise = exercise_by_slug(request.POST.get("exercise", ""))
    if exercise is None or not exercise.is_for(user):
        raise PermissionDenied
    request.session[BEGUN] = {**request.session.get(BEGUN, {}), exercise.slug: timezone.now().isoformat()}


def _line(exercise: Exercise, user: Official, begun_at: datetime.datetime | None) -> Line:
    checks = exercise.results(user, begun_at) if begun_at else []
    return Line(exercise, page_url(exercise.page), begun_at, checks)
