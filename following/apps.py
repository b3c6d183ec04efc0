from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "following"
    verbose_name = _("Following")

    def ready(self) -> None:
        if not apps.is_installed("intake"):
            return  # the gateway, which has the public tables and no page

        from complaints.asking.resuming import register
        from feeds.sitemaps import add_page

        from .proven import follow_proven

        register(follow_proven)
        add_page("following:follow")
