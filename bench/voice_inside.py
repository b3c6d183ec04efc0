"""What the inside has of the submissions that a benchmark sent."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.voice_forms import text_of


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


def uncollected() -> bool:
    """Whether something lies in the intake still."""
    from intake.models import Submission

    return _is_there(lambda: Submission.objects.using("intake").exists())


def unhandled() -> bool:
    """Whether something is inside that is no case yet."""
    from casework.models import Arrival

    return _is_there(lambda: Arrival.objects.waiting().exists())


def waiting() -> bool:
    """Whether something is still on its way: in the intake, not handed over, or not sent."""
    from casework.models import OutboxMessage

    unsent = OutboxMessage.objects.filter(settled_at=None, channel="sms", reference="")
    return uncollected() or unhandled() or _is_there(unsent.exists)


def _is_there(ask: Callable[[], bool]) -> bool:
    """The answer; where the database gives none, it may be."""
    from django.db import DatabaseError, connections

    try:
        return ask()
    except DatabaseError:
        return True
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
