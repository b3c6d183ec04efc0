"""Seconds until the preview of a spreadsheet of 20,000 rows with 300 bad cells, and until a good one is in."""

import argparse
import datetime
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from allimi.embedded.running import running_topology

TODAY = datetime.date(2026, 11, 30)
HEADINGS = ["managed_site__code", "managed_site__name", "as_of_on", "planned_percent", "actual_percent", "gap_reason"]
# What people type into a cell of each column that cannot go in.
BAD: dict[int, tuple[Any, ...]] = {
    0: ("없는코드", None),
    2: ("2026-13-01", None),
    3: ("많음", 5000, None),
    4: ("1.234",),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--sites", type=int, default=2_000)
    parser.add_argument("--bad", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="allimi-bench-") as folder:
        home = Path(folder) / "home"
        print(
            f"{options.rows} rows of {options.sites} sites, {options.bad} bad cells; starting the clusters", flush=True
        )
        with running_topology(home) as running:
            running.manage("sync_profile")
            running.manage("sync_roles")
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    os.environ.update(running.environment())
                    measure(options.rows, options.sites, options.bad)
                    status = 0
                except BaseException:
                    traceback.print_exc()
                finally:
                    os._exit(status)
            _pid, status = os.waitpid(child, 0)
    sys.exit(1 if status else 0)


def measure(rows: int, sites: int, bad: int) -> None:
    import django

    django.setup()
    from django.utils import timezone, translation

    from desk.actions import spreadsheets
    from desk.models import draft_model
    from disclosures.kinds import kind_by_slug

    translation.activate("ko")
    editor, codes = people_and_sites(sites)
    kind, now = kind_by_slug("progress"), timezone.now()
    for form in ("xlsx", "csv"):
        content, spoilt = spreadsheet(codes, rows, bad, form=form)
        kept = spreadsheets.keep_spreadsheet(kind=kind, name=f"b.{form}", content=content, by=editor, now=now)
        started, busy = time.perf_counter(), time.process_time()
        reading = spreadsheets.preview(spreadsheet=kept, by=editor, now=now)
        seconds = time.perf_counter() - started
        named = {cell.address for cell in reading.bad}
        missed = spoilt - named
        print(
            f"preview of {form} ({len(content) / 1e6:.1f} MB): {seconds:.1f} s, {time.process_time() - busy:.1f} s in "
            f"Python; {len(named)} cells named, {len(missed)} missed, {len(named - spoilt)} too many; "
            f"{draft_model('progress').objects.count()} rows written",
            flush=True,
        )
        if named != spoilt:
            raise SystemExit(f"missed {sorted(missed)[:5]}, too many {sorted(named - spoilt)[:5]}")
    content, _spoilt = spreadsheet(codes, rows, 0, form="xlsx")
    kept = spreadsheets.keep_spreadsheet(kind=kind, name="b.xlsx", content=content, by=editor, now=now)
    started = time.perf_counter()
    counts = spreadsheets.put_spreadsheet(spreadsheet=kept, reason="", by=editor, now=now)
    print(f"put in: {time.perf_counter() - started:.1f} s, {counts}", flush=True)


def people_and_sites(count: int) -> tuple[Any, list[str]]:
    """An editor and the department's sites."""
    from django.contrib.auth.models import Group

    from desk.models import ManagedSite, Official, Role
    from sites.models import Department

    department = Department.objects.create(code="bench", name="도로계획과")
    editor = Official.objects.create_user(username="bench", department=department, is_staff=True, post="주무관")
    editor.groups.set([Group.objects.get(name=Role.EDITOR.value)])
    codes = [f"B{number:06}" for number in range(count)]
    ManagedSite.objects.bulk_create(
        ManagedSite(code=code, name=f"{code} 도로확장공사", department=department) for code in codes
    )
    return editor, codes


def spreadsheet(codes: list[str], rows: int, bad: int, *, form: str) -> tuple[bytes, set[str]]:
    """A filled file, and the addresses of the cells that cannot go in."""
    from desk.spreadsheets import sheets

    dice = random.Random(1)  # noqa: S311  (no secret)
    lines: list[list[Any]] = []
    for number in range(rows):
        code, month = codes[number % len(codes)], number // len(codes)
        as_of = TODAY - datetime.timedelta(days=31 * month)
        rate = dice.randrange(0, 9900) / 100
        day = as_of if form == "xlsx" else f"{as_of:%Y.%m.%d}"
        lines.append([code, f"{code} 도로확장공사", day, rate, round(rate + 1, 2), ""])
    spoilt = set()
    for row in dice.sample(range(rows), bad):
        column = dice.choice(list(BAD))
        lines[row][column] = dice.choice(BAD[column])
        spoilt.add(f"{'ABCDEF'[column]}{row + 2}")
    return sheets.write(HEADINGS, lines, form=form), spoilt


if __name__ == "__main__":
    main()
