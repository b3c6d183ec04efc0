import datetime

from disclosures.models import Clock


def beat(*, now: datetime.datetime) -> None:
    """Move the clock's hand; outside, its age is the wall's lag."""
    Clock.objects.bulk_create(
        [Clock(beat_at=now)], update_conflicts=True, unique_fields=["id"], update_fields=["beat_at"]
    )
