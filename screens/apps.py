from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreensConfig(AppConfig):
    name = "screens"
    verbose_name = _("Screens at sites and in lobbies")

    def ready(self) -> None:
        from feeds.sitemaps import add_page

        add_page("screens:about")
