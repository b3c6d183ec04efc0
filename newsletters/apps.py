from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    name = "newsletters"
    verbose_name = _("Newsletter and press")

    def ready(self) -> None:
        from disclosures.site_parts import register

        from .site_part import notices_of

        register(notices_of)
