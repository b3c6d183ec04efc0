"""Which other cases are about the same: by the text, by the place, by the person."""

import datetime

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet

from casework.models import Case

ENOUGH_TO_MERGE = 5  # persons with the same concern (Decree 6(6))
LOOK_BACK = datetime.timedelta(days=90)
ALIKE = 0.3  # pg_trgm's similarity of titles, from which one is suggested
MOST = 10


def identical(case: Case) -> QuerySet[Case]:
    """Open ones with the same text, whoever wrote them; the case itself among them, the oldest first."""
    return Case.objects.open().for_pages().filter(text_digest=case.text_digest).order_by("received_at", "pk")


def alike(case: Case) -> QuerySet[Case]:
    """Open ones of the same department and site with a title like this one's, the most alike first."""
    near = Case.objects.open().for_pages().filter(department=case.department, site=case.site)
    near = near.filter(received_at__gte=case.received_at - LOOK_BACK).exclude(pk=case.pk)
    found = near.annotate(likeness=TrigramSimilarity("title", case.title)).filter(likeness__gte=ALIKE)
    return found.order_by("-likeness", "pk")[:MOST]


def by_same_person(case: Case) -> QuerySet[Case]:
    """Others of whoever wrote this one, the newest first; none where nobody was verified."""
    found = Case.objects.for_pages().by_same_person([case.person_index]).exclude(pk=case.pk)
    return found.order_by("-received_at", "-pk")[:MOST]


def answered_before(case: Case) -> list[Case]:
    """What the same person was answered before with nearly the same title or the same text."""
    earlier = Case.objects.by_same_person([case.person_index]).filter(received_at__lt=case.received_at)
    earlier = earlier.filter(answered_at__isnull=False).exclude(pk=case.pk)
    near = earlier.annotate(likeness=TrigramSimilarity("title", case.title)).order_by("received_at", "pk")
    return [each for each in near if each.text_digest == case.text_digest or each.likeness >= ALIKE]
