"""The connection to the intake, used so that a stuck intake costs a citizen seconds and the public pages nothing."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, OperationalError, connections, transaction
from psycopg.errors import Diagnostic

logger = logging.getLogger(__name__)

ALIAS = "intake"
PATIENCE = 5.0  # seconds for one visit; its own time-out cannot help where the server is frozen
SLOW = 2.0  # seconds of a failed visit from which the intake counts as stuck, not as refusing
REST = 3.0  # seconds after it got stuck in which nobody tries: each would hold a thread of the pages


class IntakeUnavailable(OperationalError):
    """The intake did not accept it. To be told with the typed text still in the form; else it becomes a 503 page."""


_resting_until = 0.0  # by time.monotonic, in this process


@contextmanager
def visit(*, durable: bool) -> Iterator[None]:
    """A transaction on the intake that ends in good time, or in IntakeUnavailable.

    Without `durable` its commit waits for no disk: a later durable one makes it lasting as well, for the log of
    the cluster is written in order.
    """
    global _resting_until
    if time.monotonic() < _resting_until:
        raise IntakeUnavailable("resting")
    connection, warnings, started = connections[ALIAS], list[str](), time.monotonic()
    try:
        connection.ensure_connection()
        with _deadline(), _listening(warnings), transaction.atomic(using=ALIAS):
            if not durable:
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL synchronous_commit = off")
            yield
        if warnings:
            # A commit that gave up waiting for the synchronous standby succeeds with a warning.
            raise OperationalError("the commit was not confirmed")
    except DatabaseError as error:
        if time.monotonic() - started > SLOW:
            _resting_until = time.monotonic() + REST
        # The class alone: a driver's message can carry addresses and role names.
        logger.error("the intake did not take it: %s", type(error).__name__)
        with suppress(DatabaseError):
            connection.close()
        raise IntakeUnavailable(type(error).__name__) from None


@contextmanager
def _deadline() -> Iterator[None]:
    """Hang up when PATIENCE is over: whoever waits for an answer gets an error instead."""
    descriptor = connections[ALIAS].connection.pgconn.socket
    timer = threading.Timer(PATIENCE, _hang_up, [descriptor])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(descriptor: int) -> None:
    with suppress(OSError), socket.socket(fileno=socket.dup(descriptor)) as line:
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _listening(warnings: list[str]) -> Iterator[None]:
    def hear(notice: Diagnostic) -> None:
        if notice.severity_nonlocalized == "WARNING":
            warnings.append(notice.sqlstate or "")

    raw = connections[ALIAS].connection
    raw.add_notice_handler(hear)
    try:
        yield
    finally:
        raw.remove_notice_handler(hear)
