from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("Sites and directory")

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the checks)
