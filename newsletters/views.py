"""The archive: every newsletter, press release and notice that was released."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sites.paging import PER_PAGE, page_of

from .models import Bulletin, BulletinKind
from .reading import read


@require_safe
def bulletin_list(request: HttpRequest) -> HttpResponse:
    """All of them or one kind, the newest first; of a site with its code. At most three statements."""
    kind, site = request.GET.get("kind", ""), request.GET.get("site", "").replace("\x00", "")
    if kind not in ("", *BulletinKind.values):
        raise Http404("There is no such kind.")
    found = Bulletin.objects.shown().of_kind(kind).of_site(site).for_pages()
    page = page_of(request, Paginator(found, PER_PAGE))
    shown = [(bulletin, bulletin.text_in(get_language() or "")) for bulletin in page]
    context = {"page": page, "shown": shown, "kinds": BulletinKind.choices, "kind": kind, "site": site}
    return render(request, "newsletters/list.html", context)


@require_safe
def bulletin_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them; 410 with date and ground where it was withdrawn. At most four statements."""
    try:
        bulletin = Bulletin.objects.for_pages().prefetch_related("sites").get(pk=pk)
    except Bulletin.DoesNotExist:
        raise Http404("There is no such bulletin.") from None
    found = read(bulletin, get_language() or "")
    if found is None:
        return render(request, "newsletters/gone.html", {"bulletin": bulletin}, status=410)
    return render(request, "newsletters/detail.html", {"read": found, "bulletin": bulletin})
