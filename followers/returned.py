"""Reports of mail servers about what they could not deliver (RFC 3464), fetched from a mailbox of the city by POP3.

Connections start inside, so nobody has to reach us. What is no report stays in the mailbox for a person.
"""

import datetime
import email
import email.policy
import poplib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from casework.outbox.returning import came_back

SECONDS = 20.0
_NUMBER = re.compile(r"<([0-9a-f-]{36})@")


@dataclass(frozen=True)
class Report:
    """A message of ours that failed for good, and the status that the server gave (RFC 3463)."""

    number: uuid.UUID
    status: str


def read_report(raw: bytes) -> Report | None:
    """The report in a mail; None where it is none, or says that it is only late."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    status, number = "", None
    for part in mail.walk():
        if str(part.get("Action", "")).strip().lower() == "failed":
            status = str(part.get("Status", "")).strip()
        headers = part.get_payload() if part.get_content_type() == "text/rfc822-headers" else ""
        said = str(part.get("Message-ID", "")) if part is not mail else ""
        found = _NUMBER.search(said) or _NUMBER.search(headers if isinstance(headers, str) else "")
        if found is not None:
            number = found[1]
    if not (status.startswith("5.") and number):
        return None
    try:
        return Report(uuid.UUID(number), status[:12])
    except ValueError:
        return None


def empty_mailbox(url: str, *, now: datetime.datetime) -> int:
    """Take the reports out of the mailbox that the address names. How many concerned messages of ours.

    Raises OSError or poplib.error_proto. A report is deleted there once it is noted here.
    """
    noted = 0
    with _mailbox(url) as mailbox:
        for place in range(1, len(mailbox.list()[1]) + 1):
            if not _may_be_report(b"\n".join(mailbox.top(place, 0)[1])):
                continue
            report = read_report(b"\r\n".join(mailbox.retr(place)[1]))
            if report is not None:
                noted += came_back(report.number, f"came back {report.status}", now=now)
                mailbox.dele(place)
    return noted


def _may_be_report(headers: bytes) -> bool:
    return b"multipart/report" in headers.lower()


@contextmanager
def _mailbox(url: str) -> Iterator[poplib.POP3]:
    parts = urlsplit(url)
    kind = poplib.POP3_SSL if parts.scheme == "pop3s" else poplib.POP3
    port = parts.port or (poplib.POP3_SSL_PORT if parts.scheme == "pop3s" else poplib.POP3_PORT)
    mailbox = kind(parts.hostname or "", port, timeout=SECONDS)
    try:
        mailbox.user(unquote(parts.username or ""))
        mailbox.pass_(unquote(parts.password or ""))
        yield mailbox
        mailbox.quit()  # only now the server deletes
    finally:
        mailbox.close()
