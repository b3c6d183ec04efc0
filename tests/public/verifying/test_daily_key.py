"""The key of the caps: one for all workers, another tomorrow, and yesterday's nowhere."""

import datetime
import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from allimi.embedded.apps import SHARING
from allimi.embedded.environments import inherited_environment
from complaints.verifying import caps
from complaints.verifying.caps import Cap, read_caps
from complaints.verifying.daily_key import DailyKey

TODAY = datetime.datetime.now(datetime.UTC).date()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def two_workers() -> Iterator[int]:
    """The port of gunicorn with two workers, started as the public app is."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "tests.public.verifying.key_app", *SHARING, "--workers", "2"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "error"],
        cwd=settings.BASE_DIR,
        env=inherited_environment(),
    )
    try:
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def told(port: int, day: datetime.date) -> tuple[int, str]:
    """Which worker answered, and its key of that day."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/{day}")
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return answer["worker"], answer["key"]


def of_both(port: int, day: datetime.date) -> dict[int, str]:
    """The keys of both workers: asked until each has answered."""
    keys: dict[int, str] = {}
    for _ in range(500):
        try:
            worker, key = told(port, day)
        except ConnectionError:
            time.sleep(0.05)
            continue
        keys[worker] = key
        if len(keys) == 2:
            return keys
    pytest.fail("One worker never answered.")


def test_workers_of_gunicorn_count_under_one_key_and_change_it_together(two_workers: int) -> None:
    today = of_both(two_workers, TODAY)
    assert len(set(today.values())) == 1
    tomorrow = of_both(two_workers, TOMORROW)
    assert set(tomorrow) == set(today)
    assert len(set(tomorrow.values())) == 1
    assert set(tomorrow.values()).isdisjoint(today.values())


def test_key_of_a_day_that_is_over_is_nowhere() -> None:
    key = DailyKey(TODAY)
    today = key.on(TODAY)
    assert key.on(TODAY) == today
    tomorrow = key.on(TOMORROW)
    assert tomorrow != today
    assert key.on(TODAY) == tomorrow  # a clock that was set back counts on
    assert today not in bytes(key._memory)
    assert DailyKey(TODAY).on(TODAY) != today


def test_days_may_be_missed() -> None:
    one, other = DailyKey(TODAY), DailyKey(TODAY)
    other._memory[:] = one._memory[:]
    for days in range(1, 4):
        last = one.on(TODAY + datetime.timedelta(days=days))
    assert other.on(TODAY + datetime.timedelta(days=3)) == last


def test_caps_are_written_as_an_operator_reads_them() -> None:
    assert read_caps(["number=5/day", " overall=30/minute"]) == (Cap("number", 5, 86400), Cap("overall", 30, 60))
    for wrong in ("number=5", "number=0/day", "phone=5/day", "number=5/week", ""):
        with pytest.raises(ImproperlyConfigured, match="ALLIMI_CODE_CAPS"):
            read_caps([wrong])


def test_one_person_has_other_names_for_each_purpose_window_and_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caps, "KEY", DailyKey(TODAY))
    noon = datetime.datetime.combine(TODAY, datetime.time(3), datetime.UTC)
    number = ("01012345678", noon)
    day, hour = Cap("number", 5, 86400), Cap("number", 5, 3600)
    name = caps._name("code", day, *number)
    others = {
        caps._name("code", hour, *number),
        caps._name("portone", day, *number),
        caps._name("code", day, "01012345679", noon),
        caps._name("code", hour, "01012345678", noon + datetime.timedelta(hours=1)),
    }
    assert len(others) == 4 and name not in others
    assert caps._name("code", day, "01012345678", noon + datetime.timedelta(hours=2)) == name
    tomorrow = caps._name("code", day, "01012345678", noon + datetime.timedelta(days=1))
    assert tomorrow != name
