"""A new key for contacts takes over from the earlier one."""

from collections.abc import Callable

from django.db import transaction

from casework.contacts import Unreadable, index_of, seal, unseal
from casework.models import ContactBox

# Writes what an app keeps under these keys anew under the newest: how many that were, and how many no key opens.
Rekey = Callable[[], tuple[int, int]]

_OTHERS: list[Rekey] = []


def also_rekey(rekey: Rekey) -> None:
    """An app above this one keeps addresses under the same keys. Call it in its `AppConfig.ready`."""
    _OTHERS.append(rekey)


def rekey_contacts() -> tuple[int, int]:
    """Everything anew under the newest key, with its digests. Returns how many, and how many no key opens."""
    counts = [_rekey_boxes(), *(rekey() for rekey in _OTHERS)]
    return sum(done for done, _ in counts), sum(unreadable for _, unreadable in counts)


def _rekey_boxes() -> tuple[int, int]:
    done = unreadable = 0
    for pk in ContactBox.objects.values_list("pk", flat=True):
        try:
            done += _rekey(pk)
        except Unreadable:
            unreadable += 1
    return done, unreadable


@transaction.atomic
def _rekey(pk: int) -> bool:
    box = ContactBox.objects.select_for_update().select_related("case").filter(pk=pk).first()
    if box is None:
        return False
    contact = unseal(bytes(box.sealed), box.case)
    box.sealed = seal(contact, box.case)
    box.save(update_fields=["sealed"])
    box.case.person_index = index_of(contact.method, contact.subject)
    box.case.save(update_fields=["person_index"])
    return True
