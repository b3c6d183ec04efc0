"""What the import commands tell: a progress bar while they run, one line and an exit code at the end."""

import sys
from types import TracebackType
from typing import Any, Protocol, Self

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from .actions import Summary
from .rejects import Rejects

SOME_REJECTED = 1
NOTHING_READ = 2


class Counted(Protocol):
    """Rows that may know how many they are."""

    total: int | None


class Progress:
    """A bar on stderr, and nothing where nobody watches."""

    def __init__(self, rows: Counted | None = None) -> None:
        self._rows = rows
        self._bar: Any = tqdm(unit=_("row"), file=sys.stderr, disable=not sys.stderr.isatty())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def advance(self, rows: int) -> None:
        if self._rows is not None:
            self._bar.total = self._rows.total
        self._bar.update(rows)


def finish(command: BaseCommand, summary: Summary, rejects: Rejects, *, failure: str = "") -> None:
    """Tell how it went; exits with 1 where something is missing."""
    command.stdout.write(
        _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d rejected") % summary.counts
    )
    if summary.conflicts:
        command.stdout.write(
            ngettext(
                "%(count)d item was changed at the desk as well. Decide at the desk, under Conflicts.",
                "%(count)d items were changed at the desk as well. Decide at the desk, under Conflicts.",
                summary.conflicts,
            )
            % {"count": summary.conflicts}
        )
    if rejects.count and rejects.path:
        command.stderr.write(_("Why rows or values stayed out: %(path)s") % {"path": rejects.path})
    elif rejects.count:
        for line in rejects.first:
            command.stderr.write(line)
        if more := rejects.count - len(rejects.first):
            command.stderr.write(
                ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more} + " (--rejects FILE)"
            )
    if failure:
        command.stderr.write(_("Reading broke off: %(why)s") % {"why": failure})
        command.stderr.write(_("What was read before is in. Run the same command again to go on."))
    if failure or rejects.count:
        raise SystemExit(SOME_REJECTED)
