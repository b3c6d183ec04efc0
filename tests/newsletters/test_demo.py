"""The demo's newsletter: there once, with an issue of last month in every language."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from desk.demo.officials import HOME_DEPARTMENT, install_officials
from newsletters.models import Bulletin, BulletinKind
from newsroom.demo import load_bulletins
from newsroom.models import BulletinDraft
from tests.factories import make_release


@pytest.mark.django_db
def test_the_demo_has_one_of_each_kind_in_every_language_and_is_loaded_once(client: Client) -> None:
    BulletinDraft.objects.all().delete()
    install_officials()
    make_release("site")
    load_bulletins(timezone.localdate())
    made = Bulletin.objects.filter(department__code=HOME_DEPARTMENT)
    assert sorted(made.values_list("kind", flat=True)) == sorted(BulletinKind.values)
    for bulletin in made:
        assert {text.language for text in bulletin.texts.all()} == {code for code, _name in settings.LANGUAGES}
        assert client.get(bulletin.get_absolute_url()).status_code == 200
    load_bulletins(timezone.localdate())
    assert made.count() == 3
