"""One thread a process that reads the clock row and the newest changes of public questions and notices, and evicts
the pages of the sites that changed."""

import logging
import os
import threading
import time
from decimal import Decimal

from django.db import Error, connection
from django.db.models import Max

from complaints.models import PublicQuestion
from disclosures.models import Clock, LedgerEntry
from newsletters.models import Bulletin
from sites.models import Department, Officer

from .scope import EVERY_SITE
from .store import PageStore

EVERY_SECONDS = 0.5
# Without a reading for so long nobody knows what was taken down, and pages are built anew (or fail to be).
BLIND_AFTER_SECONDS = 1.5
# With more entries than this at once, an import for example, asking which sites they are of is not worth it.
_COUNTED_ENTRIES = 5_000

logger = logging.getLogger(__name__)


class ClockPoller:
    """Polls, because a hot standby cannot LISTEN."""

    def __init__(self, store: PageStore) -> None:
        self.store = store
        self._seen: int | None = None
        self._changes: dict[type[PublicQuestion] | type[Bulletin], int] = {}  # the newest that was seen of each
        self._directory: tuple[Decimal | None, ...] | None = None
        self._is_blind = False
        self._process = 0
        self._starting = threading.Lock()

    def ensure_started(self) -> None:
        """Start the thread unless this process has it: after the fork, since threads do not survive one."""
        if self._process == os.getpid():
            return
        with self._starting:
            if self._process != os.getpid():
                threading.Thread(target=self._run, name="page-clock", daemon=True).start()
                self._process = os.getpid()

    def _run(self) -> None:
        while True:
            self.tick()
            time.sleep(EVERY_SECONDS)

    def tick(self) -> None:
        """One reading. While there is none, the pages of sites are not shown from here."""
        asked_at = self.store.now()
        try:
            sequence = Clock.objects.values_list("sequence", flat=True).get(pk=Clock.ONLY)
            self._evict_until(sequence)
            self._evict_after(PublicQuestion, "site__code")
            self._evict_after(Bulletin, "sites__code")
            self._evict_with(_directory_digest())
        except (Error, Clock.DoesNotExist) as error:
            # Said once an outage. The class alone: a driver's message can carry addresses.
            if not self._is_blind:
                logger.warning("The clock cannot be read (%s): pages of sites are built anew.", type(error).__name__)
            self._is_blind = True
            connection.close()
        else:
            self._is_blind = False
            self.store.watch(until=asked_at + BLIND_AFTER_SECONDS)
        self.store.sweep()

    def _evict_until(self, sequence: int) -> None:
        seen = self._seen
        if seen is None or not seen <= sequence <= seen + _COUNTED_ENTRIES:
            # The first reading, a rebuilt gateway that counts from further back, or too much to ask about.
            self.store.evict_all_sites()
        elif sequence > seen:
            entries = LedgerEntry.objects.filter(sequence__gt=seen, sequence__lte=sequence)
            self.store.evict({EVERY_SITE, *entries.values_list("release__site__code", flat=True)})
        self._seen = sequence

    def _evict_after(self, model: type[PublicQuestion] | type[Bulletin], code: str) -> None:
        """A site's page shows its newest questions and notices, which have no entry in the ledger but count their
        changes up."""
        newest = model._default_manager.aggregate(newest=Max("change"))["newest"] or 0
        seen = self._changes.get(model, newest)
        if newest > seen:
            changed = model._default_manager.filter(change__gt=seen).exclude(**{code: None})
            self.store.evict({EVERY_SITE, *changed.values_list(code, flat=True)})
        elif newest < seen:
            self.store.evict_all_sites()  # a rebuilt gateway
        self._changes[model] = newest

    def _evict_with(self, directory: tuple[Decimal | None, ...]) -> None:
        # Every site's page names its department and its officers, and the directory has no ledger.
        if directory != self._directory:
            self.store.evict_all_sites()
        self._directory = directory


def _directory_digest() -> tuple[Decimal | None, ...]:
    """A number for each table of the directory, another one after any change; 1 ms for some thousand rows."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in (Department, Officer)]
    sums = ", ".join(f"(SELECT sum(hashtextextended(t::text, 0)) FROM {table} t)" for table in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sums}")
        found: tuple[Decimal | None, ...] = cursor.fetchone()
        return found
