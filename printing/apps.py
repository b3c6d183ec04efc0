from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrintingConfig(AppConfig):
    name = "printing"
    verbose_name = _("Printing")

    def ready(self) -> None:
        from desk.auditing.words import name_deeds
        from desk.rounds import daily

        from .actions import throw_away_old

        name_deeds(
            {"print.order": _("ordered prints"), "print.discard": _("threw prints away")},
            group="print",
            title=_("Printing"),
            subject=_("print order"),
        )
        daily(throw_away_old)
