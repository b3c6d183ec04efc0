"""Keys of contacts take over from each other without losing a contact or the same person's cases."""

from django.utils import timezone
from pytest_django import Settings

from casework import actions
from casework.actions.rekeying import rekey_contacts
from casework.models import Case, ContactBox
from casework.same import by_same_person
from complaints.petitions import ReceiptKey, Renewal
from complaints.sealing.receipts import new_receipt
from desk.models import Official
from tests.casework.making import make_case, make_writer

EARLIER, NEW = "11" * 32, "22" * 32


def test_a_new_key_takes_over_and_the_earlier_can_go(officer: Official, settings: Settings) -> None:
    ContactBox.objects.all().delete()
    settings.CONTACT_KEYS = [EARLIER]
    writer = make_writer(name="성춘향")
    before = make_case(officer=officer, writer=writer)
    settings.CONTACT_KEYS = [NEW, EARLIER]
    between = make_case(officer=officer, writer=writer)
    made = new_receipt()
    receipt = ReceiptKey(number=made.number, locator=made.locator, public_key=made.public_key)
    renewal = Renewal(
        receipt=receipt, writer=writer, old_number=before.receipt_number, written_at=timezone.now(), language="ko"
    )
    assert actions.renew_receipt(renewal=renewal, received_at=timezone.now()) == before  # found under the earlier key
    assert rekey_contacts() == (2, 0)
    settings.CONTACT_KEYS = [NEW]
    before = Case.objects.get(pk=before.pk)
    assert list(by_same_person(before)) == [between]
    assert actions.look_at_contact(case=before, reason="확인", by=officer, now=timezone.now()).name == "성춘향"


def test_a_contact_whose_key_is_missing_is_counted_and_kept(officer: Official, settings: Settings) -> None:
    ContactBox.objects.all().delete()
    settings.CONTACT_KEYS = [EARLIER]
    case = make_case(officer=officer)
    settings.CONTACT_KEYS = [NEW]
    assert rekey_contacts() == (0, 1)
    settings.CONTACT_KEYS = [NEW, EARLIER]
    assert rekey_contacts() == (1, 0)
    assert ContactBox.objects.filter(case=case).exists()
