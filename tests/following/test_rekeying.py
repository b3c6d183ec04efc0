"""A new key takes over for followers' addresses, and whoever asked again meanwhile stays one follower."""

import pytest
from pytest_django import Settings

from casework.actions.rekeying import rekey_contacts
from casework.models import ContactBox
from casework.outbox.content import decrypt
from followers.models import Follower, Following
from tests.following.making import ask_to_follow, follow

pytestmark = pytest.mark.django_db
EARLIER, NEW = "11" * 32, "22" * 32


@pytest.fixture(autouse=True)
def nobody_else() -> None:
    ContactBox.objects.all().delete()
    Follower.objects.all().delete()


def test_an_address_is_read_and_recognised_under_the_new_key_alone(settings: Settings) -> None:
    settings.CONTACT_KEYS = [EARLIER]
    before = follow("press")
    settings.CONTACT_KEYS = [NEW, EARLIER]
    assert rekey_contacts() == (1, 0)
    settings.CONTACT_KEYS = [NEW]
    follower = Follower.objects.get()
    assert decrypt(bytes(follower.content)).to == "reader@example.com"
    ask_to_follow("newsletter")
    assert Follower.objects.get() == follower == before.follower
    assert follower.followings.count() == 2


def test_who_asked_again_between_the_keys_is_one_follower_and_loses_no_topic(settings: Settings) -> None:
    settings.CONTACT_KEYS = [EARLIER]
    kept, doubled = follow("press"), follow("newsletter")
    settings.CONTACT_KEYS = [NEW, EARLIER]
    again = follow("newsletter")
    assert Follower.objects.count() == 2
    assert rekey_contacts() == (2, 0)
    assert set(Following.objects.values_list("pk", "follower")) == {
        (kept.pk, again.follower_id),
        (again.pk, again.follower_id),
    }
    assert not Following.objects.filter(pk=doubled.pk).exists()


def test_an_address_whose_key_is_missing_is_counted_and_kept(settings: Settings) -> None:
    settings.CONTACT_KEYS = [EARLIER]
    follow("press")
    settings.CONTACT_KEYS = [NEW]
    assert rekey_contacts() == (0, 1)
    settings.CONTACT_KEYS = [NEW, EARLIER]
    assert rekey_contacts() == (1, 0)


def test_who_said_yes_once_is_not_unsubscribed_by_asking_again_without_an_answer(settings: Settings) -> None:
    settings.CONTACT_KEYS = [EARLIER]
    kept = follow("press")
    settings.CONTACT_KEYS = [NEW, EARLIER]
    ask_to_follow("press")
    assert rekey_contacts() == (2, 0)
    assert list(Following.objects.values_list("pk", flat=True)) == [kept.pk]
