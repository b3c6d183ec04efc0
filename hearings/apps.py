from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HearingsConfig(AppConfig):
    name = "hearings"
    verbose_name = _("Briefings and hearings")

    def ready(self) -> None:
        from disclosures.closures import calendars

        from .calendars import events_of_site

        calendars.register(events_of_site)
