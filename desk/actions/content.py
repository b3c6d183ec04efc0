"""What must be true of a draft's content before anybody else sees it."""

import uuid
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from desk.differences import kind_of
from desk.models import Draft, StoredFile, WithholdingDecision
from disclosures.kinds import kind_by_slug

from .errors import ActionError


def subject_of(draft: Draft) -> str:
    """How the audit names a draft."""
    return f"{kind_of(draft).slug}:{draft.item}:v{draft.version}"


def version_of(subject: str) -> tuple[str, uuid.UUID, int]:
    """The kind, item and version that an audit's `subject_of` names. Raises ValueError where it is about another."""
    kind, item, version = subject.split(":")
    return kind, uuid.UUID(item), int(version.removeprefix("v"))


def withheld_fields(draft: Draft) -> set[str]:
    return set(WithholdingDecision.objects.for_items([draft.item]).values_list("field", flat=True))


def check_values(draft: Draft) -> None:
    """Each value by its field's rules. An unfinished draft passes; a wrong value does not."""
    kind = kind_of(draft)
    content = {field.name for field in kind.fields}
    exclude = (
        {field.name for field in draft._meta.fields} - content - {"as_of_on", "source_department", "correction_reason"}
    )
    try:
        draft.clean_fields(exclude=exclude)
    except ValidationError as error:
        raise ActionError(error.message_dict) from error
    check_files(draft)


def check_files(draft: Draft) -> None:
    named = {field.name: getattr(draft, field.name) for field in kind_of(draft).file_fields}
    wanted = {digest for digest in named.values() if digest}
    known = dict(StoredFile.objects.filter(pk__in=wanted).values_list("pk", "media_type"))
    for field in kind_of(draft).file_fields:
        digest = named[field.name]
        if digest and known.get(digest) not in field.accepts:
            raise ActionError({field.name: _("This file is not in the store, or of the wrong type. Upload it again.")})


def check_complete(draft: Draft, withheld: Collection[str]) -> None:
    """Every required field is given or lawfully withheld, and a correction says why it is one."""
    kind = kind_of(draft)
    labels = {field.name: field.verbose_name for field in kind.fields}
    missing = [
        str(labels[name])
        for name in kind.fields_class.required
        if name not in withheld and getattr(draft, name) in (None, "")
    ]
    if missing:
        raise ActionError(
            _("Fill in, or withhold on a legal ground: %(fields)s.") % {"fields": ", ".join(missing)}, code="incomplete"
        )
    if draft.version > 1 and not draft.correction_reason.strip():
        raise ActionError(
            {"correction_reason": _("Say why this is corrected; citizens read it beside the new version.")}
        )


def fields_of(slug: str) -> set[str]:
    """The names of a kind's content fields. Raises ActionError for an unknown kind."""
    try:
        return {field.name for field in kind_by_slug(slug).fields}
    except KeyError:
        raise ActionError(_("There is no kind of disclosure called %(kind)s.") % {"kind": slug}) from None
