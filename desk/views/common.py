"""What the desk's pages share."""

from typing import Any, cast

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from desk import roles
from desk.actions import ActionError
from desk.models import DRAFT_MODELS, Draft, ManagedSite, Official


def official(request: HttpRequest) -> Official:
    """Who asks. The admin site lets in officials alone."""
    return cast(Official, request.user)


def page(request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the admin's frame."""
    return render(request, template, {**admin.site.each_context(request), "title": title, **context}, status=status)


def draft_or_404(user: Official, kind: str, pk: int) -> Draft:
    """A draft the user may see. One of another department does not exist for him."""
    if kind not in DRAFT_MODELS or not user.has_perm(roles.draft_permission("view", kind)):
        raise Http404
    drafts = DRAFT_MODELS[kind]._default_manager.select_related(
        "managed_site__department", "source_department", "release"
    )
    # Not by a join: at the reporters' desk officials cannot be read, and what they entered can where it is public.
    drafts = drafts.prefetch_related("entered_by", "submitted_by", "confirmed_by", "decided_by")
    draft = roles.visible_drafts(user, drafts).filter(pk=pk).first()
    if draft is None:
        raise Http404
    return draft


def draft_url(draft: Draft) -> str:
    return reverse(f"admin:desk_{draft._meta.model_name}_change", args=[draft.pk])


def site_url(site: ManagedSite) -> str:
    return reverse("admin:desk_managedsite_change", args=[site.pk])


def to_site(site: ManagedSite) -> HttpResponse:
    return redirect(site_url(site))


def tell(request: HttpRequest, error: ActionError) -> None:
    """Show why an action was refused."""
    for message in error.messages:
        messages.error(request, message)
