from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Questions and complaints")

    def ready(self) -> None:
        from disclosures.site_parts import register

        from . import checks  # noqa: F401  (registers the checks)
        from .answers.site_part import questions_of

        register(questions_of)
