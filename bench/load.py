"""A steady stream of releases, in about ten approvals a second, for as long as prepared drafts last.

Started by bench.wall. An approver who approves a queue releases several drafts in one transaction, and so does this.

Prints «ready», waits for a line on its input, releases at the asked rate, and prints how many it made in how long.
"""

import argparse
import datetime
import select
import sys
import time
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from desk.models import Draft, Official


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--number", type=int, required=True, help="drafts to prepare")
    options = parser.parse_args()
    django.setup()
    from django.utils import timezone

    from desk.models import DraftState, draft_model
    from tests.factories import make_official, make_release, make_site

    editor, approver = make_official(), make_official()
    site = make_site(by=editor)
    make_release("site", site=site)
    model = draft_model("progress")
    drafts = model._default_manager.bulk_create(
        model(
            managed_site=site,
            item=uuid.uuid4(),
            as_of_on=datetime.date(2026, 1, 1) + datetime.timedelta(days=number % 300),
            source_department=site.department,
            state=DraftState.SUBMITTED,
            entered_by=editor,
            submitted_by=editor,
            submitted_at=timezone.now(),
            planned_percent=Decimal("50.00"),
            actual_percent=Decimal("49.50"),
        )
        for number in range(options.number)
    )
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.monotonic()
    made = 0
    size = max(1, round(options.rate / 10))
    for start in range(0, len(drafts), size):
        batch = drafts[start : start + size]
        # A cluster may be killed meanwhile; an interrupted release is tried again until it is known to be made.
        while not released(batch, approver):
            time.sleep(0.2)
        made += len(batch)
        pause = started + made / options.rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        if select.select([sys.stdin], [], [], 0)[0]:
            break
    print(f"{made} {time.monotonic() - started:.3f}", flush=True)


def released(batch: "list[Draft]", approver: "Official") -> bool:
    """Release the drafts; True once that is certain, also when an earlier try was cut off after its commit."""
    from django.db import OperationalError, connection
    from django.utils import timezone

    from desk.actions import ActionError, release_drafts

    try:
        release_drafts(drafts=batch, by=approver, now=timezone.now())
    except OperationalError:
        connection.close()
        return False
    except ActionError:
        batch[0].refresh_from_db()
        return batch[0].state == "released"
    return True


if __name__ == "__main__":
    main()
