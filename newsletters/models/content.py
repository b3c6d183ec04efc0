from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disclosures.models import Release
from sites.models import ConstructionSite


class Section(models.TextChoices):
    """The parts of an issue, in their order."""

    NOTICES = "notices", _("Notices and press releases")
    STARTED = "started", _("New sites")
    COMPLETED = "completed", pgettext_lazy("of sites", "Completed")
    LATER = "later", _("Later than planned")
    ANSWERS = "answers", _("What citizens asked")


class BulletinText(models.Model):
    """The words of a bulletin in one language (newsletters.markup tells how they are marked up)."""

    bulletin = models.ForeignKey("newsletters.Bulletin", on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("text of a bulletin")
        verbose_name_plural = _("texts of bulletins")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["bulletin", "language"], name="newsletters_text_once")]

    def __str__(self) -> str:
        return self.title


class BulletinItem(models.Model):
    """One item of an issue in one language. Shown as long as what it tells of can be read."""

    bulletin = models.ForeignKey("newsletters.Bulletin", on_delete=models.PROTECT, related_name="items")
    language = models.CharField(_("language"), max_length=10)
    section = models.CharField(_("part"), max_length=12, choices=Section)
    position = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True, default="", db_default="")
    path = models.CharField(_("address"), max_length=200)  # of the page, from the slash behind the host
    site = models.ForeignKey(ConstructionSite, on_delete=models.PROTECT, related_name="+", null=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", null=True)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("item of an issue")
        verbose_name_plural = _("items of issues")
        default_permissions = ()
        ordering = ["position"]
        indexes = [models.Index(fields=["bulletin", "language"], name="newsletters_item_of_issue")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shown(self) -> bool:
        """Whether what it tells of is still public; a replaced release counts, since its site has the newer one."""
        if self.site is not None and self.site.withdrawn_at is not None:
            return False
        return self.release is None or self.release.is_readable
