"""Pages of lists."""

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest

PER_PAGE = 20
# Counting on is time spent on a number nobody reads; past it a reader narrows the list.
COUNT_UP_TO = 1_000
# A city with no more sites than this has every list counted to its end.
COUNTED_WHOLE = 10_000


def page_of(request: HttpRequest, paginator: Paginator) -> Page:
    """The page that `?page=` asks for. Raises Http404 for one that is not there."""
    asked = request.GET.get("page", "1")
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked) <= paginator.num_pages:
        raise Http404("There is no such page of this list.")
    page = paginator.page(int(asked))
    page.object_list = list(page.object_list)  # here and not in the template, which runs no query
    return page
