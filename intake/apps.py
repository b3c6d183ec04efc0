from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Tables of the intake cluster alone: neither published nor on the primary (docs/adr/0017)."""

    name = "intake"
    verbose_name = _("Intake")
