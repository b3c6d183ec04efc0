"""How the public pages are used."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sites.csv import Column, csv_response
from sites.models import Department, District

from .models import Use, UseCount
from .showing import DAYS, Period


class PartForm(forms.Form):
    """A part of the sites."""

    district = forms.ModelChoiceField(
        label=_("District"), queryset=District.objects.all(), required=False, empty_label=_("all")
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("all"),
    )


COLUMNS = (
    Column[UseCount](_("day"), lambda count: count.used_on),
    Column[UseCount](_("what"), lambda count: Use(count.what).label),
    Column[UseCount](_("which"), lambda count: count.key),
    Column[UseCount](_("number"), lambda count: count.number),
)


@require_safe
def usage(request: HttpRequest) -> HttpResponse:
    """The last days, whole or of the sites of a district or a department."""
    form = PartForm(request.GET)
    if not form.is_valid():
        raise Http404("There is no such district or department.")
    period = Period(timezone.localdate(), **form.cleaned_data)
    context = {
        "form": form,
        "period": period,
        "days": period.days(),
        "most_read": period.most_read(),
        "number_of_days": DAYS,
    }
    if not period.is_part:
        context |= {
            "languages": period.languages(),
            "downloads": period.downloads(),
            "judged": period.judged(),
            "districts": period.districts(),
            "clicks": period.clicks(),
        }
    return render(request, "usage/usage.html", context)


@require_safe
def usage_csv(request: HttpRequest) -> HttpResponseBase:
    """Every number of the last days."""
    today = timezone.localdate()
    period = Period(today)
    rows = UseCount.objects.between(period.first, period.last).order_by("used_on", "what", "key")
    return csv_response(name=str(_("use of the pages")), columns=COLUMNS, rows=rows.iterator(chunk_size=1000))
