"""What administrators say about which case goes where, and what is written again and again."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.posts import PostKind
from desk.models import ManagedSite
from sites.models import Department


class RouteQuerySet(models.QuerySet["Route"]):
    def in_order(self) -> Self:
        return self.select_related("department", "site").order_by("place", "pk")


class Route(models.Model):
    """A rule: what fits goes to this department, to whoever has this duty there. The first that fits decides."""

    place = models.PositiveSmallIntegerField(
        _("order"),
        default=100,
        help_text=_("The lowest is tried first. A route without conditions takes what is left."),
    )
    category = models.CharField(_("category"), max_length=60, blank=True, help_text=_("For example: noise and dust."))
    post = models.CharField(
        _("kind of post"), max_length=12, blank=True, choices=[(each.value, each.value) for each in PostKind]
    )
    words = models.CharField(
        _("words"),
        max_length=500,
        blank=True,
        help_text=_("With commas between. One of them in the title or the text is enough."),
    )
    site = models.ForeignKey(
        ManagedSite, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Left empty, it goes to the site’s own department."),
    )
    duty = models.CharField(
        _("duty"), max_length=200, blank=True, help_text=_("Goes to the official whose duty names it.")
    )

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        default_permissions = ("view", "add", "change", "delete")

    def __str__(self) -> str:
        return self.category or str(self.department or self.site or self.pk)


class CannedParagraphQuerySet(models.QuerySet["CannedParagraph"]):
    def usable_by(self, department: Department) -> Self:
        """The department's own and everybody's."""
        return self.filter(models.Q(department=None) | models.Q(department=department)).order_by("title")


class CannedParagraph(models.Model):
    """A paragraph that is written again and again."""

    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("text"))
    department = models.ForeignKey(
        Department,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Left empty, every department can use it."),
    )

    objects = CannedParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = _("canned paragraph")
        verbose_name_plural = _("canned paragraphs")
        default_permissions = ("view", "add", "change", "delete")

    def __str__(self) -> str:
        return self.title
