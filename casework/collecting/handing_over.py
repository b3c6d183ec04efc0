"""Opening what has arrived, and handing it to whoever takes that kind of message (casework.arrivals)."""

import hashlib
import logging
from collections.abc import Mapping
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from casework.arrivals import handlers
from casework.models import Arrival, ArrivalState, ArrivedFile
from casework.together import together
from complaints.petitions import FileRef, Message

from .keyring import Keyring
from .opening import CannotOpen, city_keyring, open_envelope, open_file
from .pieces import unpack

logger = logging.getLogger(__name__)

SOME = 20  # arrivals, between two looks into the intake: what lies there is brought inside first


def hand_over_all() -> None:
    """Hand over everything that waits, the oldest first; what fails is kept, and shown."""
    while hand_over_some(SOME):
        pass


def hand_over_some(most: int) -> bool:
    """Hand over so many of the oldest at the most. Whether it did, so that more may wait."""
    keyring = _keyring()
    with together():
        return all(hand_over_next(keyring) for _ in range(most))


def hand_over_next(keyring: Keyring) -> bool:
    """Open the oldest arrival that waits and hand it over, in one transaction. False when none waits."""
    with transaction.atomic():
        arrival = Arrival.objects.waiting().with_files_told().select_for_update(skip_locked=True).first()
        if arrival is None:
            return False
        try:
            with transaction.atomic():
                _hand_over(arrival, keyring)
        except CannotOpen as error:
            _keep(arrival, ArrivalState.UNREADABLE, str(error))
        except Exception as error:
            if isinstance(error, OperationalError | InterfaceError):
                raise  # the database's trouble, not the message's: it is tried again
            # The class and the place alone: what an error says may quote the message.
            logger.error("an arrival could not be handled: %s", _where(error))
            _keep(arrival, ArrivalState.FAILED, _where(error))
    return True


def try_again() -> int:
    """Let everything that was kept be tried once more: a key was brought, or the code was mended."""
    return Arrival.objects.troubled().update(state=ArrivalState.WAITING)


def _hand_over(arrival: Arrival, keyring: Keyring) -> None:
    message = open_envelope(bytes(arrival.sealed), keyring)
    if message.id != arrival.pk:
        raise CannotOpen("it was sealed under another number")
    arrival.kind = message.kind
    handler = handlers.get(message.kind)
    if handler is None:
        raise CannotOpen(f"nobody here takes the kind “{message.kind}”")
    if arrival.has_files:
        _open_files(arrival, message, keyring)
    handler(arrival, message)
    arrival.state, arrival.handled_at, arrival.trouble = ArrivalState.HANDLED, timezone.now(), ""
    arrival.sealed = b""
    arrival.attempts += 1
    arrival.save(update_fields=["kind", "state", "handled_at", "trouble", "sealed", "attempts"])


def _keep(arrival: Arrival, state: ArrivalState, trouble: str) -> None:
    arrival.state, arrival.handled_at, arrival.trouble = state, None, trouble[:300]
    arrival.attempts += 1
    arrival.save(update_fields=["kind", "state", "trouble", "attempts"])


def _open_files(arrival: Arrival, message: Message, keyring: Keyring) -> None:
    """Each file on its own: one that cannot be opened stays sealed, and holds nothing else back."""
    named: Mapping[UUID, FileRef] = {each.id: each for each in getattr(message, "files", ())}
    for file in arrival.files.all():
        reference = named.get(file.pk)
        if reference is not None:
            file.name, file.media_type = reference.name[:255], reference.media_type[:100]
            file.verdict = reference.verdict[:100]
        file.trouble = _open_file(file, reference, keyring)
        file.save()


def _open_file(file: ArrivedFile, reference: FileRef | None, keyring: Keyring) -> str:
    """Fill in the file's content. What stood in the way, or nothing."""
    if reference is None:
        return "the message does not name it"
    try:
        content = open_file(list(unpack(bytes(file.sealed))), keyring)
    except CannotOpen as error:
        return str(error)[:300]
    if hashlib.sha256(content).hexdigest() != reference.sha256:
        return "it is not the file that the message names"
    file.content, file.size, file.sealed = content, len(content), b""
    return ""


def _keyring() -> Keyring:
    """The city's keys; without them nothing opens, which is then told of each arrival."""
    try:
        return city_keyring()
    except CannotOpen as error:
        logger.error("%s", error)
        return {}


def _where(error: Exception) -> str:
    """Class and line of an error."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    line = f" in {place.tb_frame.f_code.co_qualname}, line {place.tb_lineno}" if place is not None else ""
    return f"{type(error).__name__}{line}"
