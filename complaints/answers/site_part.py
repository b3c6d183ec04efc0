"""The questions of a site on its page."""

from django.db.models import Count, Window
from django.utils.translation import gettext_lazy as _

from complaints.models import PublicQuestion
from disclosures.site_parts import Part
from sites.models import ConstructionSite

_SHOWN = 3


def questions_of(site: ConstructionSite) -> Part:
    """The newest questions about the site, and how many there are. One statement."""
    shown = PublicQuestion.objects.shown().of_site(site).select_related("content")
    newest = list(shown.annotate(total=Window(Count("pk")))[:_SHOWN])
    return Part(
        slug="questions",
        title=_("Questions and answers"),
        total=newest[0].total if newest else 0,
        template="complaints/answers/_on_site.html",
        context={"questions": newest},
    )
