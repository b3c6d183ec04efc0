import signal
import threading
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from desk.actions.duties import refresh_all_duties
from desk.actions.letters import Post, send_confirmation_letters, send_daily_letters
from desk.rounds import go_daily, go_steady


class Command(BaseCommand):
    help = (
        "Writes to officials: once a working day what is late or waits for them, and at any hour to the second "
        "approver when something was taken down. Goes the rounds of other apps, too: overdue cases, the end of "
        "retention. Runs until stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hour", type=int, default=8, help="local hour of the daily letters (default 8)")
        parser.add_argument("--once", action="store_true", help="send at once what was not sent today, and end")

    def handle(self, *args: Any, hour: int, once: bool, **options: Any) -> None:
        if once:
            now = timezone.now()
            self._report(send_confirmation_letters(now=now), self._day(now))
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        done_on = None
        while not stopped.is_set():
            now = timezone.localtime()
            try:
                self._report(send_confirmation_letters(now=now))
                self._tell(go_steady(now))
                if done_on != now.date() and now.hour >= hour:
                    post = self._day(now)
                    self._report(post)
                    done_on = None if post.failed else now.date()
            except DatabaseError as error:
                self.stderr.write(f"no letters, trying on: {type(error).__name__}")
                connection.close()
            stopped.wait(60)

    def _day(self, now: datetime) -> Post:
        """The day's letters, from duties that are as today's profile has them."""
        refresh_all_duties()
        self._tell(go_daily(now))
        return send_daily_letters(now=now)

    def _tell(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _report(self, *posts: Post) -> None:
        for post in posts:
            if post.sent or post.failed:
                self.stdout.write(f"letters: {post.sent} sent, {post.failed} failed and tried again")
            if post.unheard:
                self.stderr.write(f"{post.unheard} things reach nobody: assign the sites, give officials an address")
