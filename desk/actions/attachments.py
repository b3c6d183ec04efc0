"""What a release brings along: its files, the firms it names, the grounds of what it withholds."""

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosures.models import FileUse, Involvement, InvolvementRole, ReleasedFile, Withholding
from sites.models import Firm
from sites.models.firm import firm_match_name, registration_digits

from .errors import ActionError
from .rows import Prepared


def attach_withholdings(prepared: Iterable[Prepared]) -> None:
    Withholding.objects.bulk_create(
        Withholding(
            release=item.release,
            field=decision.field,
            ground=decision.ground,
            reason=decision.reason,
            review_on=decision.review_on,
            decided_post=decision.decided_by.public_post,
            decided_on=timezone.localdate(decision.decided_at),
        )
        for item in prepared
        for decision in item.decisions
    )


def attach_files(prepared: Iterable[Prepared]) -> None:
    """Copy the files these rows name from the desk's store into the public one, digest for digest."""
    uses = [
        (item.release, digest)
        for item in prepared
        for digest in dict.fromkeys(getattr(item.row, field.name) for field in item.kind.file_fields)
        if digest
    ]
    digests = {digest for _release, digest in uses}
    if not digests:
        return
    publish_files(digests)
    there = set(ReleasedFile.objects.filter(pk__in=digests).values_list("pk", flat=True))
    if missing := digests - there:
        raise ActionError(
            _("A file is missing in the store (%(digest)s…). Upload it again.") % {"digest": min(missing)[:12]}
        )
    FileUse.objects.bulk_create(FileUse(release=release, file_id=digest) for release, digest in uses)


def publish_files(digests: Iterable[str]) -> None:
    """The bytes of stored files, with the sizes of pictures, into the public tables; never through this process."""
    parameters = [list(digests)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO disclosures_releasedfile (sha256, media_type, width, height, size, content, thumbnail) "
            "SELECT sha256, media_type, width, height, size, content, thumbnail FROM desk_storedfile "
            "WHERE sha256 = ANY(%s) ON CONFLICT DO NOTHING",
            parameters,
        )
        cursor.execute(
            "INSERT INTO disclosures_releasedrendition (file_id, image_format, width, height, size, content) "
            "SELECT file_id, image_format, width, height, size, content FROM desk_storedrendition "
            "WHERE file_id = ANY(%s) ON CONFLICT DO NOTHING",
            parameters,
        )


def attach_firms(prepared: Iterable[Prepared]) -> None:
    """Link the releases to the firms they name, which become public with them."""
    firms = _Firms()
    links: dict[tuple[int, int, str], Involvement] = {}
    for item in prepared:
        for columns in item.kind.firms:
            name = getattr(item.row, columns.name)
            role = (columns.role_column and getattr(item.row, columns.role_column)) or columns.role
            # A client is an agency, not a firm.
            if not name or role not in InvolvementRole.values or role == InvolvementRole.CLIENT:
                continue
            firm = firms.named(name, getattr(item.row, columns.number))
            key = (item.release.pk, firm.pk, role)
            links[key] = Involvement(release=item.release, firm=firm, role=role)
    Involvement.objects.bulk_create(links.values())


class _Firms:
    """Firms by what a document calls them, each looked up once a batch."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Firm] = {}

    def named(self, name: str, number: str) -> Firm:
        key = (firm_match_name(name), registration_digits(number))
        if key not in self._known:
            firm = Firm.objects.matching(name=name, registration_number=number)
            self._known[key] = firm or Firm.objects.create(
                name=name[:200], registration_number=key[1][:20], match_name=key[0][:200]
            )
        return self._known[key]
