from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsletter and press, inside")

    def ready(self) -> None:
        from casework.outbox.composing import register
        from desk.auditing.words import name_deeds
        from desk.demo.more import add_to_demo
        from desk.rounds import daily, steady

        from .demo import load_bulletins
        from .mails import BULLETIN, DRAFT, BulletinComposer, DraftComposer
        from .rounds import draft, mail
        from .words import DEEDS

        name_deeds(DEEDS, group="bulletin", title=_("Newsletter and press"), subject=_("bulletin"))
        register(BULLETIN, BulletinComposer())
        register(DRAFT, DraftComposer())
        add_to_demo(load_bulletins)
        steady(mail)
        daily(draft)
