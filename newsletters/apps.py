from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    name = "newsletters"
    verbose_name = _("Newsletter and press")

    def ready(self) -> None:
        from disclosures.site_parts import register
        from feeds.sitemaps import Part, add_page, add_part

        from .models import Bulletin
        from .site_part import notices_of

        register(notices_of)
        add_page("newsletters:bulletin-list")
        add_part(Part(slug="news", rows=Bulletin.objects.shown, path=Bulletin.get_absolute_url, changed="released_at"))
