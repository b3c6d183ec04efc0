from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Questions and complaints, inside")

    def ready(self) -> None:
        from desk.auditing.words import name_deeds

        from . import (
            boxes,  # noqa: F401  (the first page's)
            handlers,  # noqa: F401  (takes what citizens sent)
        )
        from .words import DEEDS

        name_deeds(DEEDS, group="case", title=_("Questions and complaints"), subject=_("case"))
