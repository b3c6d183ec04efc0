"""What the inside has of the submissions that a benchmark sent."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.voice_forms import text_of

UNKNOWN = 1_000_000  # more than any benchmark sends: a database that gives no answer may hold as many


@dataclass(frozen=True)
class Judgement:
    """What became of everything that got a receipt."""

    accepted: int
    lost: int
    doubled: int
    changed: int
    kept: int  # could not be opened or handled
    untold: int  # no notice of it was sent
    second_copies: int  # notices that may have arrived twice, as the outbox says itself

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.changed or self.kept or self.untold)


def released_site() -> str:
    """The code of a site that citizens can ask about, with an official who is responsible for it."""
    from tests.factories import make_official, make_release, make_site

    editor = make_official()
    site = make_site(by=editor)
    make_release("site", site=site)
    return str(site.code)


def uncollected() -> int:
    """How many lie in the intake still; UNKNOWN where the database gives no answer."""
    from intake.models import Submission

    return _number(Submission.objects.using("intake").count)


def unhandled() -> int:
    """How many are inside that are no case yet; UNKNOWN where the database gives no answer."""
    from casework.models import Arrival

    return _number(Arrival.objects.waiting().count)


def unsent() -> int:
    """How many messages to citizens nobody has taken yet; UNKNOWN where the database gives no answer."""
    from casework.models import OutboxMessage

    return _number(OutboxMessage.objects.filter(settled_at=None, channel="sms", reference="").count)


def waiting() -> int:
    """How many are still on their way: in the intake, not handed over, or not sent."""
    return uncollected() + unhandled() + unsent()


def _number(ask: Callable[[], int]) -> int:
    from django.db import DatabaseError, connections

    try:
        return ask()
    except DatabaseError:
        return UNKNOWN
    finally:
        connections.close_all()


def judge(accepted: set[str], messages: Path) -> Judgement:
    """Look for each accepted submission inside."""
    from casework.models import Arrival, Case, OutboxMessage

    titles = Counter(Case.objects.values_list("title", flat=True))
    texts = dict(Case.objects.values_list("title", "text"))
    troubled = {str(pk) for pk in Arrival.objects.troubled().values_list("pk", flat=True)}
    told = OutboxMessage.objects.filter(channel="sms", case__title__in=accepted)
    sent = {path.stem for path in messages.glob("*.json")}
    untold = accepted - {title for title, pk in told.values_list("case__title", "pk") if str(pk) in sent}
    return Judgement(
        accepted=len(accepted),
        lost=len(accepted - texts.keys() - troubled),
        doubled=sum(count > 1 for title, count in titles.items() if title in accepted),
        changed=sum(texts[each] != text_of(each).strip() for each in accepted & texts.keys()),
        kept=len(accepted & troubled),
        untold=len(untold - troubled),
        second_copies=told.filter(may_be_second=True).count(),
    )
