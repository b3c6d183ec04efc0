"""설명회·공청회: where residents are told of the works and asked, what was laid before them, and what was answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import Kind, ReleasedRow, content_rules
from .fields import DOCUMENTS, ExchangesField, Fields, FileDigestField, count, date, long_text, text


class HearingType(models.TextChoices):
    BRIEFING = "briefing", _("resident briefing")
    HEARING = "hearing", _("public hearing")  # Administrative Procedures Act, art. 38
    VISIT = "visit", _("visit of the site")
    POSTING = "posting", _("banner or notice put up")


class HearingFields(Fields):
    required = ("hearing_type", "title", "held_on", "place")

    hearing_type = text(_("type"), max_length=10, choices=HearingType)
    title = text(_("title"))
    held_on = date(_("day"))
    held_until_on = date(_("last day"))
    hours = text(_("hours"), max_length=100)
    place = text(pgettext_lazy("of a hearing", "place"))
    about = long_text(_("what it is about"))
    taking_part = long_text(_("how to take part"))
    phone = text(_("office phone"), max_length=30)
    announcement = FileDigestField(_("announcement"), accepts=DOCUMENTS)
    material = FileDigestField(_("documents laid before it"), accepts=DOCUMENTS)
    attendance = count(_("people who came"))
    exchanges = ExchangesField(_("what was asked and answered"))
    outcome = long_text(_("what follows from it"))
    minutes = FileDigestField(_("minutes"), accepts=DOCUMENTS)

    class Meta:
        abstract = True


class Hearing(HearingFields, ReleasedRow):
    class Meta:
        verbose_name = _("hearing")
        constraints = content_rules(HearingFields, "hearing")
        # What is to come in the city, and what was: the list of hearings and its calendar.
        indexes = [models.Index(fields=["held_on"], name="disclosures_hearing_day")]


KIND = Kind(
    slug="hearing",
    model=Hearing,
    fields_class=HearingFields,
    title=_("Briefings and hearings"),
    plain_words=_("Where and when residents are told of the works and heard, and what they asked and were answered."),
    many=True,
    identified_by=("held_on", "title"),
    newest_by=("-held_on", "-release_id"),
)
