from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmbedsConfig(AppConfig):
    """Banners, cards and pictures for other people's pages (docs/adr/0018)."""

    name = "embeds"
    verbose_name = _("Banners and cards")
