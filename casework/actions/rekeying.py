"""A new key for contacts takes over from the earlier one."""

from django.db import transaction

from casework.contacts import Unreadable, index_of, seal, unseal
from casework.models import ContactBox


def rekey_contacts() -> tuple[int, int]:
    """Each contact anew under the newest key, with its digest. Returns how many, and how many no key opens."""
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
