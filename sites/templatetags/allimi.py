"""How money, dates, numbers, names and addresses of pages are written."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.defaultfilters import date as localized_date
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sites import money as amounts
from sites.models import ConstructionSite, SiteStatus

register = template.Library()


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def content_language() -> str:
    """The language officials write in: the profile's first."""
    return settings.PROFILE.languages[0]


@register.filter
def money(amount: int | None) -> str:
    return "" if amount is None else amounts.money(amount, language=language())


@register.filter
def money_short(amount: int | None) -> str:
    return "" if amount is None else amounts.short_money(amount, language=language())


def signed_money_short(amount: int) -> str:
    """An amount by which something moved: +2억 원; zero without a sign."""
    return f"{'+' if amount > 0 else ''}{money_short(amount)}"


@register.filter
def thousands(number: int) -> str:
    """1234567 → 1,234,567, as in Korean and English alike."""
    return f"{number:,}"


@register.filter
def percent(value: Decimal | None) -> str:
    """62.10 → 62.1%, 64.00 → 64.0%: at least one decimal, no idle zeros."""
    return "" if value is None else f"{points(value)}%"


def points(value: Decimal) -> str:
    """Percentage points without their sign: 4.7, 2.0, 18.93."""
    number = f"{abs(value):.2f}"
    return number[:-1] if number.endswith("0") else number


@register.filter
def day(value: datetime.date | None) -> SafeString | str:
    """A date as the reader writes it, and as a machine reads it."""
    return "" if value is None else marked_day(value, language())


@register.filter
def day_text(value: datetime.date | None) -> str:
    """A date as the reader writes it, where no mark-up may stand."""
    return "" if value is None else day_in(value, language())


# A page repeats its dates, and writing one takes Django as long as a dozen variables.
@lru_cache(maxsize=4096, typed=True)
def marked_day(value: datetime.date, code: str) -> SafeString:
    """A date in the language of the code, which is the active one, and as a machine reads it."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), day_in(value, code))


@lru_cache(maxsize=4096, typed=True)
def day_in(value: datetime.date, code: str) -> str:
    """A date in the language of the code, which is the active one, where no mark-up may stand."""
    return localized_date(value, "DATE_FORMAT")


@register.filter
def moment(value: datetime.datetime | None) -> SafeString | str:
    """Date and time of day, in the city's time zone."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    text = f"{localized_date(local, 'DATE_FORMAT')} {local:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), text)


@register.filter
def in_content_language(text: str) -> SafeString | str:
    """Text by officials, marked with its language where the page speaks another."""
    written_in = content_language()
    if not text or language().startswith(written_in):
        return text
    return format_html('<span lang="{}">{}</span>', written_in, text)


@register.filter
def name_of(thing: Any) -> SafeString | str:
    """The name of a site, district, department or firm, in the reader's language or marked as not translated."""
    if thing is None:
        return ""
    return thing.localized_name if thing.name_is_translated else in_content_language(thing.name)


@register.filter
def phone_link(number: str) -> SafeString | str:
    """An office phone that a tap calls."""
    if not number:
        return ""
    return format_html('<a href="tel:{}">{}</a>', re.sub(r"[^\d+]", "", number), number)


@register.filter
def d_day(site: ConstructionSite) -> str:
    """How long until the works begin or end, in words; empty once they are completed or where no date is known."""
    today = timezone.localdate()
    if site.status == SiteStatus.PLANNED and site.starts_on is not None and site.starts_on >= today:
        return _("starts in %(days)s days") % {"days": thousands((site.starts_on - today).days)}
    left = site.days_left(today)
    if left is None or site.status == SiteStatus.COMPLETED:
        return ""
    if left < 0:
        return _("planned completion passed %(days)s days ago (D+%(days)s)") % {"days": thousands(-left)}
    return _("%(days)s days to planned completion (D-%(days)s)") % {"days": thousands(left)}


@register.filter
def progress_sentence(site: ConstructionSite) -> str:
    """Plan and work done in one sentence; empty where no report was released."""
    planned, actual = site.planned_percent, site.actual_percent
    if planned is None or actual is None:
        return ""
    words = {"planned": percent(planned), "actual": percent(actual), "gap": points(actual - planned)}
    if actual < planned:
        return _("%(actual)s done, %(planned)s planned: %(gap)s points behind the plan.") % words
    if actual > planned:
        return _("%(actual)s done, %(planned)s planned: %(gap)s points ahead of the plan.") % words
    return _("%(actual)s done, as planned.") % words


@register.simple_tag(takes_context=True)
def same_page(context: template.Context, code: str, *, absolute: bool = False) -> str:
    """The address of this page in another language; of the home page where this one has no address."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return "/"
    here = request.get_full_path()
    if code == language():
        there = here
    elif request.resolver_match is None:
        there = _in_language("/", code)
    else:
        there = _in_language(here, code)
    return request.build_absolute_uri(there) if absolute else there


def _in_language(address: str, code: str) -> str:
    """A page's address, which begins with its language unless that is the city's own, in another language."""
    spoken = language()
    plain = address if spoken == settings.LANGUAGE_CODE else address.removeprefix(f"/{spoken}")
    return plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}"


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's query with some values changed: `?…`."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters[name] = value
    return f"?{parameters.urlencode()}"


@register.simple_tag(takes_context=True)
def without(context: template.Context, name: str) -> str:
    """The page's query without one filter, back on the first page."""
    parameters = context["request"].GET.copy()
    for gone in (name, "page"):
        parameters.pop(gone, None)
    return f"?{parameters.urlencode()}"


@register.simple_tag
def settled(template_name: str, **values: Any) -> SafeString:
    """A part of every page's frame, written once for these values and the language.

    These are words of the code and of the settings, never content of a site: nothing in it can outlive a withdrawal.
    """
    return _settled(template_name, language(), tuple(values.items()))


@lru_cache(maxsize=1024)
def _settled(template_name: str, spoken: str, values: tuple[tuple[str, Any], ...]) -> SafeString:
    """In the language `spoken`, the active one."""
    return render_to_string(template_name, dict(values))


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page) -> dict[str, Any]:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "request": context["request"]}
