"""Questions about a site that others asked in public and that are not answered yet."""

from dataclasses import dataclass

from complaints.models import PublicQuestion

_MOST = 5


@dataclass(frozen=True)
class OpenQuestion:
    pk: int
    title: str


def open_questions(site: str) -> list[OpenQuestion]:
    """The newest of the site with that code; none without one. One statement."""
    if not site:
        return []
    found = PublicQuestion.objects.open().filter(site__code=site).values_list("pk", "content__title")
    return [OpenQuestion(*each) for each in found[:_MOST]]
