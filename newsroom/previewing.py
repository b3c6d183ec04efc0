"""A draft as it would be read."""

from django.conf import settings

from newsletters.models import BulletinItem, BulletinText
from newsletters.reading import Read, parts_of

from .models import BulletinDraft


def read_draft(draft: BulletinDraft, language: str) -> Read | None:
    """In that language, or in the city's own where nothing is written in it; None where nothing is written at all."""
    texts = {text.language: text for text in draft.texts.all()}
    text = texts.get(language) or texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), None)
    if text is None:
        return None
    rows = draft.items.filter(language=text.language, is_kept=True).select_related("site", "release")
    items = [
        BulletinItem(
            section=row.section,
            position=row.position,
            title=row.title,
            text=row.text,
            path=row.path,
            site=row.site,
            release=row.release,
        )
        for row in rows
    ]
    return Read(BulletinText(language=text.language, title=text.title, body=text.body), parts_of(items))
