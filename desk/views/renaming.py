from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from desk import actions, roles
from desk.actions import ActionError
from desk.forms.sites import RenameForm
from desk.models import ManagedSite, Official
from disclosures.kinds import SITE

from .common import draft_url, official, page, site_url


def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a site another name: at the desk now, for citizens once its record is released anew."""
    user = official(request)
    site = roles.visible_sites(user).filter(pk=pk).first()
    if site is None:
        raise Http404
    if not may_rename(user, site):
        raise PermissionDenied
    form = RenameForm(request.POST or None, initial={"name": site.name})
    if request.method == "POST" and form.is_valid():
        try:
            correction = actions.rename_site(site=site, by=user, **form.cleaned_data)
        except ActionError as error:
            form.add_error("name", error.messages)
        else:
            if correction is None:
                messages.success(request, _("The site is renamed."))
                return redirect(site_url(site))
            messages.success(
                request,
                _("The site is renamed at the desk. Submit this record, so that citizens read the new name, too."),
            )
            return redirect(draft_url(correction))
    return page(
        request,
        "desk/rename.html",
        title=_("Rename the site"),
        site=site,
        form=form,
        back=site_url(site),
    )


def may_rename(user: Official, site: ManagedSite) -> bool:
    """Who opens sites in the department names them."""
    return user.has_perm("desk.add_managedsite") and roles.may_enter(user, site, SITE.slug)
