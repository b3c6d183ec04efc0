import argparse
import datetime
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from desk.actions import ActionError
from desk.demo.copying import copy_sites
from desk.demo.loading import count_versions, load_sites, missing_indexes, missing_plans, refuse_real_database
from desk.demo.more import load_more
from desk.demo.officials import DEMO_LOGINS, demo_approver
from desk.demo.real import load_real

# Up to so many sites are released one by one as officials would; more are copied in at once.
RELEASED_AT_MOST = 1_000
OUTSIDE = ", at the reporters’ desk"


class Command(BaseCommand):
    help = (
        "Loads the demo: invented sites of Seoul, officials with logins, and the real rows of the open data. "
        "What is there already stays as it is, so it can be run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sites", type=_sites, default=300, help="how many sites, up to 1,000,000 (300)")
        parser.add_argument("--seed", type=int, default=1, help="another seed is another city (1)")
        parser.add_argument(
            "--today",
            type=datetime.date.fromisoformat,
            default=None,
            help="the day the demo is made for, YYYY-MM-DD (today)",
        )
        parser.add_argument("--thin", action="store_true", help="copy only what lists and site pages need, for benches")
        parser.add_argument("--logins", type=Path, help="write the demo officials' logins to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PROFILE.slug != "seoul":
            raise CommandError("The demo's sites are Seoul's. Run with ALLIMI_PROFILE=seoul, or enter your city's own.")
        today = options["today"] or timezone.localdate()
        try:
            refuse_real_database()
            if options["thin"] or options["sites"] > RELEASED_AT_MOST:
                self._copy(options["sites"], seed=options["seed"], today=today, thin=options["thin"])
            else:
                self._release(options["sites"], seed=options["seed"], today=today)
        except ActionError as error:
            raise CommandError(" ".join(error.messages)) from error
        self._tell_logins(options["logins"])

    def _release(self, number: int, *, seed: int, today: datetime.date) -> None:
        plans = missing_plans(number, seed=seed, today=today)
        total = count_versions(plans)
        with tqdm(total=total, unit=" releases", desc="demo", mininterval=0.5, smoothing=0.1) as bar:
            done = load_sites(plans, step=bar.update)
        real = load_real(by=demo_approver(), now=timezone.now())
        self.stdout.write(f"{len(plans)} demo sites with {done} releases loaded; {real} real disclosures beside them")
        for said in load_more(today):
            self.stdout.write(said)

    def _copy(self, number: int, *, seed: int, today: datetime.date, thin: bool) -> None:
        indexes = missing_indexes(number)
        with tqdm(total=len(indexes), unit=" sites", desc="demo", mininterval=0.5) as bar:
            releases = copy_sites(indexes, seed=seed, today=today, thin=thin, step=bar.update)
        self.stdout.write(f"{len(indexes)} demo sites with {releases} releases copied")

    def _tell_logins(self, path: Path | None) -> None:
        text = "".join(
            f"{login.username:15}{login.password:25}{login.role}{OUTSIDE if login.is_outside else ''}\n"
            for login in DEMO_LOGINS
        )
        if path is None:
            self.stdout.write(text, ending="")
            return
        # Made unreadable to others before anything is in it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)


def _sites(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError("give a number from 1 to 1,000,000")
    return number
