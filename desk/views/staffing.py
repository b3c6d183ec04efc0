"""People and their work: who is at a site, who stands in for whom, who takes over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import actions, roles
from desk.actions import ActionError
from desk.forms.staffing import AbsenceForm, AssignForm, HandOverForm
from desk.handing_over import open_with
from desk.models import Deputy, ManagedSite, Official, SiteAssignment

from .common import official, page, tell


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is what at a site, and since when; a head or an administrator adds and ends."""
    user, today = official(request), timezone.localdate()
    site = _site(user, pk)
    may_assign = roles.may_assign(user, site)
    everywhere = roles.has_duty(user, roles.Duty.EVERYWHERE)
    form = AssignForm(request.POST or None, site=site, from_everywhere=everywhere, today=today)
    if request.method == "POST":
        if not may_assign:
            raise PermissionDenied
        if form.is_valid():
            try:
                given = actions.assign(site=site, by=user, **form.cleaned_data)
            except ActionError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Assigned: %(who)s.") % {"who": given.official.get_full_name()})
                return redirect(request.path)
    assignments = SiteAssignment.objects.for_site(site).select_related("official__department", "official__firm")
    return page(
        request,
        "desk/people.html",
        title=_("People at the site"),
        site=site,
        current=assignments.current_or_coming(today),
        past=assignments.over(today),
        form=form if may_assign else None,
        today=today,
    )


@require_POST
def end_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """At once."""
    user = official(request)
    assignment = SiteAssignment.objects.select_related("managed_site", "official").filter(pk=pk).first()
    if assignment is None or not roles.may_see(user, assignment.managed_site):
        raise Http404
    if not roles.may_assign(user, assignment.managed_site):
        raise PermissionDenied
    try:
        actions.end_assignment(assignment=assignment, by=user, now=timezone.now())
    except ActionError as error:
        tell(request, error)
    else:
        who = assignment.official.get_full_name()
        messages.success(request, _("Ended: %(who)s no longer reaches this site by this duty.") % {"who": who})
    return redirect("admin:desk-people", assignment.managed_site_id)


def absence(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """대결: who acts in my place while I am away. A head arranges it for the department's people, too."""
    user, today = official(request), timezone.localdate()
    absent = user if pk is None else _person(pk)
    is_own = absent.pk == user.pk
    if not roles.may_arrange_absence(user, absent):
        raise PermissionDenied
    form = AbsenceForm(request.POST or None, absent=absent, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.arrange_deputy(absent=absent, by=user, now=timezone.now(), **form.cleaned_data)
        except ActionError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Arranged: %(who)s acts as deputy.") % {"who": made.deputy.get_full_name()})
            return redirect(request.path)
    arranged = Deputy.objects.current_or_coming(today).select_related(
        "absent__department", "absent__firm", "deputy__department", "deputy__firm"
    )
    return page(
        request,
        "desk/absence.html",
        title=_("Absence and deputy"),
        absent=absent,
        is_own=is_own,
        absences=arranged.filter(absent=absent),
        deputyships=arranged.filter(deputy=absent),
        team=Official.objects.colleagues_of(user) if is_own and _leads(user) else None,
        form=form,
        today=today,
    )


@require_POST
def end_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    """The absent official is back before the last day."""
    user = official(request)
    deputy = Deputy.objects.select_related("absent").filter(pk=pk).first()
    if deputy is None:
        raise Http404
    if not roles.may_arrange_absence(user, deputy.absent):
        raise PermissionDenied
    try:
        actions.end_deputy(deputy=deputy, by=user, now=timezone.now())
    except ActionError as error:
        tell(request, error)
    else:
        messages.success(request, _("Ended: nobody acts in this place any more."))
    if deputy.absent_id == user.pk:
        return redirect("admin:desk-absence")
    return redirect("admin:desk-absence-of", deputy.absent_id)


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything open of somebody who leaves a post moves to the successor; what that is, is shown before."""
    user = official(request)
    leaver = _person(pk)
    if not roles.may_manage(user, leaver):
        raise PermissionDenied
    form = HandOverForm(request.POST or None, leaver=leaver)
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        try:
            moved = actions.hand_over(leaver=leaver, successor=successor, by=user, now=timezone.now())
        except ActionError as error:
            form.add_error(None, error.messages)
        else:
            words = _("Handed over to %(who)s: %(sites)d duties at sites, %(drafts)d open drafts.")
            messages.success(
                request,
                words % {"who": successor.get_full_name(), "sites": moved.assignments, "drafts": moved.drafts},
            )
            return redirect(request.path)
    return page(
        request,
        "desk/hand_over.html",
        title=_("Hand over: %(who)s") % {"who": leaver.get_full_name()},
        leaver=leaver,
        open=open_with(leaver, today=timezone.localdate()),
        form=form,
    )


def _leads(user: Official) -> bool:
    """Whether the people of a department are this official's to send on leave."""
    return user.department_id is not None and roles.may_manage(user, user)


def _site(user: Official, pk: int) -> ManagedSite:
    site = roles.visible_sites(user).filter(pk=pk).first()
    if site is None or not user.has_perm("desk.view_managedsite"):
        raise Http404
    return site


def _person(pk: int) -> Official:
    person = Official.objects.select_related("department", "firm").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person
