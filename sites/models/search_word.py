from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """A word that stands in the texts of disclosed sites, so that a mistyped one can be understood.

    A word that the last site lost is deleted: nothing of a withdrawn site stays.
    """

    word = models.CharField(_("word"), max_length=60, primary_key=True)
    keys = models.CharField(_("keys that type it"), max_length=240)
    sites = models.IntegerField(_("number of sites"))

    class Meta:
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")
        indexes = [GistIndex(OpClass("keys", name="gist_trgm_ops"), name="sites_search_word_keys")]

    def __str__(self) -> str:
        return self.word
