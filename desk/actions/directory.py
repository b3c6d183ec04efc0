from django.conf import settings
from django.db import transaction

from desk.models import Official
from sites.models import Officer

from .audit import record


@transaction.atomic
def publish_directory(*, by: Official | None) -> int:
    """Bring the public directory up to the listed officials and to what the settings publish of them.

    Returns how many are listed. Nothing is written where nothing changed.
    """
    listed = [
        Officer(
            department=official.department,
            post=official.post,
            duty=official.duty,
            phone=_phone(official),
            name=_name(official),
        )
        for official in Official.objects.filter(in_directory=True, is_active=True, department__isnull=False).order_by(
            "department", "post", "pk"
        )
    ]
    if [_columns(officer) for officer in Officer.objects.order_by("pk")] == [_columns(officer) for officer in listed]:
        return len(listed)
    Officer.objects.all().delete()
    Officer.objects.bulk_create(listed)
    record(by=by, action="directory.publish", subject="directory", details={"officers": len(listed)})
    return len(listed)


def _columns(officer: Officer) -> tuple[object, ...]:
    return (officer.department_id, officer.post, officer.duty, officer.phone, officer.name)


def _name(official: Official) -> str:
    """The name as the city's setting lets it be seen: whole, its first syllable, or not at all."""
    if settings.OFFICER_NAMES == "published":
        return official.full_name
    if settings.OFFICER_NAMES == "masked" and official.full_name:
        return official.full_name[0] + "○" * (len(official.full_name) - 1)
    return ""


def _phone(official: Official) -> str:
    return {
        "office": official.office_phone,
        "relay": official.relay_phone or official.office_phone,
        "direct": official.direct_phone or official.office_phone,
    }[settings.OFFICER_PHONES]
