from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        if not apps.is_installed("intake"):
            return  # the gateway, which has the public tables and no page

        from complaints.asking.after_answer import offer
        from complaints.asking.resuming import register

        from .answering import answer_proven
        from .offering import survey_of_answers

        register(answer_proven)
        offer(survey_of_answers)
