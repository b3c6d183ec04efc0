from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .managed_site import ManagedSite


class CameBy(models.TextChoices):
    PHONE = "phone", _("by telephone")
    COUNTER = "counter", _("at the counter")


class CallNoteQuerySet(models.QuerySet["CallNote"]):
    def newest_first(self) -> Self:
        return self.select_related("site", "by").order_by("-id")

    def about(self, site: ManagedSite) -> Self:
        return self.filter(site=site)

    def with_words(self, words: str) -> Self:
        """Each of the words stands in the question, the answer, the receipt or the site's name or code."""
        found = self
        for word in words.split():
            either = models.Q()
            for column in ("question", "answer", "receipt", "site__name", "site__code"):
                either |= models.Q(**{f"{column}__icontains": word})
            found = found.filter(either)
        return found


class CallNote(models.Model):
    """A telephone call or a visit at the counter: about which site, what was asked, what was said. Never changed."""

    site = models.ForeignKey(
        ManagedSite, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("site")
    )
    came_by = models.CharField(_("how"), max_length=10, choices=CameBy, default=CameBy.PHONE, db_default=CameBy.PHONE)
    receipt = models.CharField(_("receipt number"), max_length=40, blank=True)
    question = models.CharField(_("what was asked"), max_length=1000)
    answer = models.CharField(_("what was answered"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("official")
    )
    noted_at = models.DateTimeField(_("noted"))

    objects = CallNoteQuerySet.as_manager()

    # The application's role may append and read, and nothing else; desk/auditing/retention.toml says how long it stays.
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        default_permissions = ("view", "add")
        ordering = ["-id"]
        indexes = [models.Index(fields=["noted_at"], name="desk_callnote_noted")]

    def __str__(self) -> str:
        return f"{self.noted_at:%Y-%m-%d %H:%M} {self.question[:60]}"
