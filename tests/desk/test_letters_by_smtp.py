"""The desk's letters through a real mail server: each arrives once; what was refused is sent in the next round."""

import pytest
from pytest_django import Settings

from desk.actions.letters import send_daily_letters
from tests.desk.test_letters import NOW, Office
from tests.messaging.mail_server import mail_server

pytestmark = pytest.mark.django_db


def test_a_days_letters_arrive_once_each(settings: Settings) -> None:
    office = Office()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    with mail_server() as mails:
        settings.EMAIL_PORT = mails.port
        mails.refused[office.editor.email] = 451
        first = send_daily_letters(now=NOW)
        assert first.failed >= 1 and mails.of(office.editor.email) == []
        mails.refused.clear()
        send_daily_letters(now=NOW)
        send_daily_letters(now=NOW)
        (letter,) = mails.of(office.editor.email)
        assert office.site.name in letter.get_payload(decode=True).decode()
