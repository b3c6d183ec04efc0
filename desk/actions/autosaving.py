import datetime
import json
import re
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import AutosavedForm, Official

from .errors import ActionError

LARGEST = 400_000  # characters of JSON: a hundred sites' rows with their reasons
_NAME = re.compile(r"[a-z0-9:-]{1,200}")
_NEVER = ("csrfmiddlewaretoken",)


@transaction.atomic
def autosave(*, form: str, values: Mapping[str, Sequence[str]], by: Official, now: datetime.datetime) -> AutosavedForm:
    """Keep what was typed into a form. No audit entry: nobody else reads it, and nothing follows from it."""
    if not _NAME.fullmatch(form):
        raise ActionError(_("There is no such form. Reload the page."))
    kept = {name: list(texts) for name, texts in values.items() if name not in _NEVER and not name.startswith("_")}
    if len(json.dumps(kept, ensure_ascii=False)) > LARGEST:
        raise ActionError(_("This is too much to keep unsaved. Save the form."))
    AutosavedForm.objects.outdated(now).filter(official=by).delete()
    return _write(form, kept, by=by, now=now)


@transaction.atomic
def forget_autosaved(*, form: str, by: Official, now: datetime.datetime) -> AutosavedForm:
    """The form was saved, or its author gave up what was typed."""
    return _write(form, {}, by=by, now=now)


def _write(form: str, values: dict[str, list[str]], *, by: Official, now: datetime.datetime) -> AutosavedForm:
    kept, _created = AutosavedForm.objects.update_or_create(
        official=by, form=form, defaults={"values": values, "saved_at": now}
    )
    return kept
