from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PollingConfig(AppConfig):
    name = "polling"
    verbose_name = _("Surveys, inside")

    def ready(self) -> None:
        from desk.auditing.words import name_deeds
        from desk.demo.more import add_to_demo
        from desk.rounds import daily, steady

        from . import (
            arrivals,  # noqa: F401  (takes what citizens sent)
            boxes,  # noqa: F401  (the first page's)
        )
        from .demo import load_surveys
        from .rounds import count, forget
        from .words import DEEDS

        name_deeds(DEEDS, group="survey", title=_("Surveys"), subject=_("survey"))
        add_to_demo(load_surveys)
        steady(count)
        daily(forget)
