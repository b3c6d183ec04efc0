import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosures.models import Release
from newsletters.models import Bulletin
from sites.models import ConstructionSite


class HappeningQuerySet(models.QuerySet["Happening"]):
    def between(self, after: int, until: int) -> Self:
        return self.filter(pk__gt=after, pk__lte=until).order_by("pk")

    def before(self, moment: datetime.datetime) -> Self:
        return self.filter(noted_at__lt=moment)


class Happening(models.Model):
    """Something that became public at a site: a release, or a notice. Numbered in the order in which it can be told.

    The number is one sequence over the ledger and the notices, given by one program at a time (followers.noting).
    """

    site = models.ForeignKey(ConstructionSite, on_delete=models.CASCADE, related_name="+")
    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="+", null=True)
    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="+", null=True)
    noted_at = models.DateTimeField(_("noted"), db_index=True)

    objects = HappeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("happening")
        verbose_name_plural = _("happenings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "site"], name="followers_happening_bulletin_once"),
            models.CheckConstraint(
                condition=Q(release=None, bulletin__isnull=False) | Q(release__isnull=False, bulletin=None),
                name="followers_happening_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class ReadUntil(models.Model):
    """Up to where a public sequence was read; its row is the lock of whoever reads on."""

    name = models.CharField(primary_key=True, max_length=20)
    position = models.BigIntegerField()

    class Meta:
        verbose_name = _("place in a sequence")
        verbose_name_plural = _("places in sequences")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.position}"
