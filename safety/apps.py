from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafetyConfig(AppConfig):
    name = "safety"
    verbose_name = _("Safety messages, inside")

    def ready(self) -> None:
        from desk.auditing.words import name_deeds
        from desk.demo.more import add_to_demo

        from . import boxes  # noqa: F401  (the first page's)
        from .demo import load_messages
        from .words import DEEDS

        name_deeds(DEEDS, group="safety", title=_("Safety messages and weather"), subject=_("safety message"))
        add_to_demo(load_messages)
