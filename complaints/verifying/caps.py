"""How many codes a number, an address and everybody together may ask for: counted in the intake, naming nobody."""

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from intake.models import Allowance

from .daily_key import KEY

SECONDS = {"minute": 60, "hour": 3600, "day": 86400}
OVERALL = "overall"
_CAP = re.compile(r"(?P<scope>number|address|overall)=(?P<limit>[1-9]\d*)/(?P<span>minute|hour|day)", re.ASCII)


@dataclass(frozen=True)
class Cap:
    """So many within so many seconds, for each number, for each address or for everybody together."""

    scope: str
    limit: int
    seconds: int


def read_caps(entries: Iterable[str]) -> tuple[Cap, ...]:
    """Caps as an operator writes them: `number=5/day`. Raises ImproperlyConfigured."""
    caps = []
    for entry in entries:
        match = _CAP.fullmatch(entry.strip())
        if match is None:
            raise ImproperlyConfigured(
                f"ALLIMI_CODE_CAPS: {entry!r} is no cap. Write scope=limit/span, such as number=5/day; scopes are "
                "number, address and overall, spans minute, hour and day."
            )
        caps.append(Cap(match["scope"], int(match["limit"]), SECONDS[match["span"]]))
    return tuple(caps)


def exceeded(purpose: str, subjects: Mapping[str, str], *, now: datetime) -> set[str]:
    """Count one more for these subjects (by scope) and everybody; the scopes whose cap is passed with it."""
    caps = read_caps(settings.CODE_CAPS)
    counted = {
        _name(purpose, cap, subjects.get(cap.scope, ""), now): cap
        for cap in caps
        if cap.scope == OVERALL or cap.scope in subjects
    }
    spent = Allowance.objects.spend({name: _end(cap, now) for name, cap in counted.items()})
    return {cap.scope for name, cap in counted.items() if spent[name] > cap.limit}


def _name(purpose: str, cap: Cap, subject: str, now: datetime) -> bytes:
    """What is counted, as the table may hold it: an HMAC of it and of the window that it is counted in."""
    told = "\0".join((purpose, cap.scope, str(cap.seconds), str(_window(cap, now)), subject))
    # Who counts for everybody needs no secret: so several hosts count together, and on after a restart.
    key = b"overall" if cap.scope == OVERALL else KEY.on(timezone.localdate(now))
    return hmac.digest(key, told.encode(), "sha256")


def _window(cap: Cap, now: datetime) -> int:
    if cap.seconds == SECONDS["day"]:
        return timezone.localdate(now).toordinal()
    return int(now.timestamp()) // cap.seconds


def _end(cap: Cap, now: datetime) -> datetime:
    return now + timedelta(seconds=cap.seconds)
