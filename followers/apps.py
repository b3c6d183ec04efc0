from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowersConfig(AppConfig):
    name = "followers"
    verbose_name = _("Followers")

    def ready(self) -> None:
        from casework.actions.rekeying import also_rekey
        from casework.outbox.composing import register
        from desk.rounds import daily, steady

        from . import arrivals  # noqa: F401  (takes what citizens sent)
        from .asking import ASKED, AskedComposer
        from .rekeying import rekey_followers
        from .rounds import forget, take_bounces, tell
        from .told import TOLD, ToldComposer

        also_rekey(rekey_followers)
        register(ASKED, AskedComposer())
        register(TOLD, ToldComposer())
        steady(tell)
        steady(take_bounces)
        daily(forget)
