from django.db import models
from django.utils.translation import gettext_lazy as _

from .construction_site import ConstructionSite


class CountedCell(models.Model):
    """How many disclosed sites lie in a cell of the map's grid at a zoom, and where their middle is.

    Counted inside and deleted like `CountedFigures`, so that the map of the whole city reads a row a cell.
    """

    zoom = models.SmallIntegerField(_("zoom"))
    row = models.IntegerField(_("row"))
    column = models.IntegerField(_("column"))
    sites = models.IntegerField(_("sites"))
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    alone = models.ForeignKey(
        ConstructionSite, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("the only site")
    )

    class Meta:
        verbose_name = _("cell of the map")
        verbose_name_plural = _("cells of the map")
        constraints = [models.UniqueConstraint(fields=["zoom", "row", "column"], name="sites_counted_cell_once")]

    def __str__(self) -> str:
        return f"{self.zoom}/{self.row}/{self.column}"
