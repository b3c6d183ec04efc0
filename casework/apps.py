from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Questions and complaints, inside")

    def ready(self) -> None:
        from desk.actions.counting import also_count
        from desk.auditing.words import name_deeds
        from desk.calls import receipts
        from desk.demo.more import add_to_demo
        from desk.rounds import daily, steady

        from . import (
            boxes,  # noqa: F401  (the first page's)
            found_by_number,
            handlers,  # noqa: F401  (takes what citizens sent)
        )
        from .actions.counting import count_voice
        from .demo import load_cases
        from .publishing.words import DEEDS as PUBLISHING
        from .rounds import erase, remind, take_answers
        from .words import DEEDS, SCREENING

        also_count(count_voice)
        name_deeds(PUBLISHING, group="publication", title=_("Publishing questions"), subject=_("public question"))
        name_deeds(DEEDS, group="case", title=_("Questions and complaints"), subject=_("case"))
        name_deeds(SCREENING, group="screening", title=_("Screening"), subject=_("screening"))
        add_to_demo(load_cases)
        daily(remind)
        daily(erase)
        steady(take_answers)
        receipts.register(found_by_number.find)
