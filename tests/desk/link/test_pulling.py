"""Pulls from a loopback One-PMIS, cut and killed."""

import datetime
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allimi.embedded.running import Running
from desk.actions.pulls import start_pull
from desk.link.pulling import Puller, Remote
from desk.link.ration import Ration, Stopped
from desk.link.schedule import last_due, times_of_day
from desk.models import DRAFT_MODELS, FetchedPicture, ManagedSite, Pull, Statement, draft_model
from desk.onepmis.reader import ReadError
from tests.desk.link.city import BIZ, PHOTOS, WORK, City, project, week
from tests.desk.onepmis.open_api import serving
from tests.desk.onepmis.test_import import _jpeg

ROOT = Path(__file__).resolve().parents[3]
QUICK = 10_000.0  # calls a second


@pytest.fixture
def city() -> Iterator[City]:
    with serving(City([project(f"PULL{number:03}") for number in range(13)])) as api:
        assert isinstance(api, City)
        yield api


def puller(city: City, *, key: str = "sample", stop: threading.Event | None = None, pace: float = QUICK) -> Puller:
    """The key “sample” reads five rows a call."""
    return Puller(Remote(city.address, key, pace, ("127.0.0.1",)), stop=stop or threading.Event())


def pull(city: City, service: str = BIZ, **options: Any) -> Pull:
    started = start_pull(service=service, by=None, now=timezone.now())
    puller(city, **options).pull(started)
    started.refresh_from_db()
    return started


def versions() -> list[tuple[str, str, int]]:
    return sorted(
        (slug, str(item), version)
        for slug, model in DRAFT_MODELS.items()
        for item, version in model.objects.filter(managed_site__code__startswith="PULL").values_list("item", "version")
    )


def starts(city: City, service: str = BIZ) -> list[int]:
    return [int(call.split("/")[4]) for call in city.calls_of(service)]


@pytest.mark.django_db
def test_every_row_goes_in_and_a_second_pull_writes_nothing(city: City) -> None:
    first = pull(city)
    assert (first.new, first.refused, first.total, first.rounds) == (13, 0, 13, 1)
    assert first.ended_at is not None
    before = versions()
    assert len(before) == len(set(before)) == 13 * 7  # site, overview, location, client, contractor, progress, contract
    with CaptureQueriesContext(connection) as queries:
        second = pull(city)
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))]
    assert all("desk_pull" in sql for sql in written), written
    assert (second.unchanged, second.new, second.changed) == (13, 0, 0)
    assert versions() == before


@pytest.mark.django_db
def test_a_pull_that_was_cut_goes_on_behind_the_last_row_that_is_in(city: City) -> None:
    city.faults = ["", "500", "500", "500", "500", "500"]
    with pytest.raises(ReadError):
        pull(city)
    cut = Pull.objects.unfinished().get(service=BIZ)
    assert (cut.next_row, cut.new) == (6, 5)
    city.calls.clear()
    finished = pull(city)
    assert finished.pk == cut.pk
    assert starts(city) == [6, 11]
    assert (finished.new, finished.unchanged) == (13, 0)


@pytest.mark.django_db
def test_a_stop_is_heeded_between_two_batches(city: City) -> None:
    stop = threading.Event()
    started = start_pull(service=BIZ, by=None, now=timezone.now())
    running = puller(city, stop=stop)
    running.report = lambda rows: stop.set()
    with pytest.raises(Stopped):
        running.pull(started)
    assert Pull.objects.unfinished().get(service=BIZ).next_row == 6
    assert pull(city).new == 13


@pytest.mark.django_db
def test_rows_that_move_while_they_are_read_are_not_lost(city: City) -> None:
    """A row that goes before the place makes another slip past its page; then the list is read again."""
    started = start_pull(service=BIZ, by=None, now=timezone.now())
    running = puller(city)
    gone: list[Any] = []
    running.report = lambda rows: gone.append(city.rows.pop(0)) if not gone else None
    running.pull(started)
    assert ManagedSite.objects.filter(code__startswith="PULL").count() == 13
    assert started.rounds == 2


@pytest.mark.django_db
def test_nothing_is_pulled_twice_at_once(city: City) -> None:
    started = start_pull(service=BIZ, by=None, now=timezone.now())
    Pull.objects.filter(pk=started.pk).update(next_row=6)  # another process has been here
    with pytest.raises(Exception, match="다른 프로세스|Another process"):
        puller(city).pull(started)
    assert versions() == []


@pytest.mark.django_db
def test_work_of_the_week_is_asked_for_each_running_project(city: City) -> None:
    city.rows[3] = project("PULL003", CMCN_YN1="", CMCN_YN2="준공")
    city.by_project[WORK] = {f"PULL{number:03}": [week()] for number in range(13)}
    pull(city)
    done = pull(city, WORK)
    schedules: Any = draft_model("work-schedule").objects.filter(managed_site__code__startswith="PULL")
    assert schedules.count() == 12
    assert {schedule.work_now for schedule in schedules} == {"아스팔트 포장"}
    assert not schedules.filter(managed_site__code="PULL003").exists()
    assert (done.new, done.refused) == (12, 0)


@pytest.mark.django_db
def test_a_pull_by_project_goes_on_at_the_project_where_it_was_cut(city: City) -> None:
    city.by_project[WORK] = {f"PULL{number:03}": [week()] for number in range(13)}
    pull(city)
    city.faults = ["", "", "", *["cut"] * 5]
    with pytest.raises(ReadError):
        pull(city, WORK)
    city.calls.clear()
    done = pull(city, WORK)
    assert len(city.calls_of(WORK)) == 10
    assert done.new == 13


@pytest.mark.django_db
def test_pictures_are_fetched_once_and_then_only_asked_about(city: City) -> None:
    pull(city)
    city.files = {"/files/1.jpg": _jpeg()}
    city.by_project[PHOTOS] = {
        "PULL001": [
            {"PJT_CD": "PULL001", "PHOTO_SEQ": n, "CONST_NAME": "토공", "PIC_URL": f"{city.address}/files/{n}.jpg"}
            for n in (1, 2)
        ]
    }
    first = pull(city, PHOTOS)
    assert (first.new, first.refused) == (1, 1)
    [refusal] = first.refusals
    assert refusal["field"] == "PIC_URL"
    [photo] = draft_model("photo").objects.filter(managed_site__code="PULL001")
    known = FetchedPicture.objects.get()
    assert known.file_id == photo.image  # type: ignore[attr-defined]
    assert pull(city, PHOTOS).unchanged == 1
    assert FetchedPicture.objects.get().etag == known.etag == '"1"'
    assert city.not_modified == 1


@pytest.mark.django_db
def test_an_error_of_the_service_is_told_and_the_key_is_not(city: City) -> None:
    with pytest.raises(ReadError) as told:
        pull(city, key="wr0ng-key")
    assert "INFO-100" in str(told.value)
    assert "wr0ng-key" not in str(told.value)


def test_calls_are_rationed() -> None:
    ration = Ration(100, stop=threading.Event())
    started = time.monotonic()
    threads = [threading.Thread(target=lambda: [ration() for _call in range(5)]) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - started >= 0.19  # twenty calls, the first at once


def test_a_stop_ends_the_waiting() -> None:
    stop = threading.Event()
    ration = Ration(0.001, stop=stop)
    ration()
    threading.Timer(0.05, stop.set).start()
    with pytest.raises(Stopped):
        ration()


@pytest.mark.parametrize(
    ("now", "due"), [("03:00", "2026-11-02 03:00"), ("02:59", "2026-11-01 13:00"), ("23:00", "2026-11-02 13:00")]
)
def test_the_last_time_a_pull_was_due(now: str, due: str) -> None:
    def moment(text: str) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.fromisoformat(text))

    assert last_due(moment(f"2026-11-02 {now}"), times_of_day(["13:00", "03:00"])) == moment(due)


@pytest.fixture
def nothing_left(live: Running) -> Iterator[Running]:
    """Takes out what a pull committed: other tests count the desk's rows."""
    yield live
    for model in DRAFT_MODELS.values():
        model.objects.filter(managed_site__code__startswith="PULL").delete()
    Statement.objects.filter(managed_site__code__startswith="PULL").delete()
    ManagedSite.objects.filter(code__startswith="PULL").delete()
    Pull.objects.all().delete()


def test_killed_at_random_it_loses_no_row_and_writes_none_twice(nothing_left: Running) -> None:
    dice = random.Random(time.time_ns())  # noqa: S311
    with serving(City([project(f"PULL{number:03}") for number in range(60)])) as city:
        assert isinstance(city, City)
        environment = {
            **os.environ,
            **nothing_left.environment(),
            "ALLIMI_ONEPMIS_ADDRESS": city.address,
            "ALLIMI_ONEPMIS_SERVICES": BIZ,
            "ALLIMI_ONEPMIS_CALLS_A_SECOND": str(QUICK),
        }
        command = [sys.executable, str(ROOT / "manage.py"), "pull_onepmis", "--once"]
        kills = 0
        while True:
            child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if kills < 3:
                wanted = len(city.calls) + dice.randint(1, 3)
                while len(city.calls) < wanted and child.poll() is None:
                    time.sleep(0.002)
                time.sleep(dice.random() / 10)
                child.kill()
                kills += 1
            output, errors = child.communicate(timeout=120)
            if child.returncode == 0:
                break
            assert kills <= 3 and child.returncode == -9, errors.decode()
    assert ManagedSite.objects.filter(code__startswith="PULL").count() == 60
    found = versions()
    assert len(found) == len(set(found)) == 60 * 7
    # Each row is counted once: what a kill undid was not counted either. A kill that comes behind the last row leaves
    # a finished pull, and the next start reads the list once more.
    *again, first = Pull.objects.finished()
    assert (first.new, first.unchanged, first.changed, first.refused) == (60, 0, 0, 0)
    assert [(pull.new, pull.unchanged, pull.changed, pull.refused) for pull in again] == [(0, 60, 0, 0)] * len(again)
