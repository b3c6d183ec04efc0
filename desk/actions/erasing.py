import datetime
from collections.abc import Sequence

from django.db import transaction

from desk.models import DRAFT_MODELS, Draft, DraftState, Erasure, Official, StoredFile
from disclosures.kinds import kind_by_slug
from disclosures.models import LedgerEvent, Release, ReleaseState

from .audit import record
from .chain import append_to_ledger, lock_chain
from .confirming import lock_unconfirmed
from .statements import forget
from .taking_down import take_down


@transaction.atomic
def erase(*, releases: Sequence[Release], by: Official, ground: str, now: datetime.datetime) -> list[Erasure]:
    """Erase at once, at any hour; a second approver confirms within a day. Withdrawn releases may be erased too."""
    withdrawn = [release for release in releases if release.state == ReleaseState.WITHDRAWN]
    readable = [release for release in releases if release not in withdrawn]
    taken = take_down(readable, state=ReleaseState.ERASED, by=by, ground=ground, now=now) if readable else []
    taken += _erase_withdrawn(withdrawn, by=by, ground=ground, now=now)
    return Erasure.objects.bulk_create(
        Erasure(release=release, ground=ground, erased_by=by, erased_at=now) for release in taken
    )


@transaction.atomic
def confirm_erasure(*, erasure: Erasure, by: Official, now: datetime.datetime) -> Erasure:
    """The second pair of eyes: the desk's own copy goes, and no unused file of it stays."""
    erasure = lock_unconfirmed(erasure, by=by)
    erasure.confirmed_by, erasure.confirmed_at = by, now
    erasure.save(update_fields=["confirmed_by", "confirmed_at"])
    _empty_draft(erasure.release)
    record(by=by, action="erasure.confirm", subject=f"{erasure.release.kind}:{erasure.release.item}")
    return erasure


def _erase_withdrawn(
    releases: Sequence[Release], *, by: Official, ground: str, now: datetime.datetime
) -> list[Release]:
    """What is withdrawn has left the public tables already; its tombstone says from now on that it is erased."""
    if not releases:
        return []
    lock_chain()
    rows = Release.objects.select_for_update().filter(
        pk__in=[release.pk for release in releases], state=ReleaseState.WITHDRAWN
    )
    taken = list(rows.order_by("pk"))
    Release.objects.filter(pk__in=[release.pk for release in taken]).update(state=ReleaseState.ERASED, ended_at=now)
    for release in taken:
        DRAFT_MODELS[release.kind]._default_manager.filter(release=release).update(state=DraftState.ERASED)
        record(by=by, action="release.erased", subject=f"{release.kind}:{release.item}", details={"ground": ground})
    append_to_ledger(LedgerEvent.ERASED, taken, now=now, ground=ground)
    return taken


def _empty_draft(release: Release) -> None:
    """Every content column back to its default; what other systems said, and files that nothing names any more, go."""
    kind = kind_by_slug(release.kind)
    model = DRAFT_MODELS[release.kind]
    draft = model._default_manager.get(release=release)
    files = {getattr(draft, field.name) for field in kind.file_fields} - {""}
    empty = {field.name: field.get_default() for field in kind.fields}
    model._default_manager.filter(pk=draft.pk).update(**empty, correction_reason="")
    forget(release.item)
    StoredFile.objects.filter(pk__in={digest for digest in files if not _is_used(digest)}).delete()


def _is_used(digest: str) -> bool:
    """Whether any draft of any kind still names the file."""
    return any(_names(model, digest) for model in DRAFT_MODELS.values())


def _names(model: type[Draft], digest: str) -> bool:
    fields = kind_by_slug(model.kind.slug).file_fields  # type: ignore[attr-defined]
    return any(model._default_manager.filter(**{field.name: digest}).exists() for field in fields)
