"""Pages of allauth in the frame of the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def framed(view: View, title: str | Promise) -> View:
    """The same view, with what the admin's frame shows and a title. Never kept by a browser."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            frame = {**admin.site.each_context(request), "title": title, **_ways()}
            response.context_data = {**frame, **(response.context_data or {})}
        return response

    return never_cache(page)


def _ways() -> dict[str, Any]:
    """What the city asks for, and its directory where it has one."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    directories = providers["openid_connect"]["APPS"]
    return {"second_factor": settings.SECOND_FACTOR, "directory": directories[0] if directories else None}


def to_own(request: HttpRequest) -> HttpResponse:
    """One's own passkeys have no list of their own."""
    return redirect("mfa_index")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Who gave up at the directory begins anew."""
    return redirect("account_login")
