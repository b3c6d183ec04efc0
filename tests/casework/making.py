"""Petitions, and the cases that they become."""

import datetime
import itertools
from typing import Any

from django.utils import timezone

from casework.actions import assign, receive
from casework.models import Case, CaseState
from complaints.petitions import Notice, Petition, Place, ReceiptKey, Writer
from complaints.sealing.receipts import new_receipt
from desk.models import Official

_phones = itertools.count(10_000_000)


def make_writer(**values: Any) -> Writer:
    """Somebody who proved a phone number, each another."""
    phone = f"010{next(_phones)}"
    return Writer(**{"method": "phone", "subject": phone, "phone": phone, "name": "홍길동", **values})


def make_petition(**values: Any) -> Petition:
    receipt = new_receipt()
    defaults = {
        "post": "question",
        "place": Place(),
        "title": "보도 포장은 언제 끝납니까",
        "text": "학교 앞 보도 포장이 언제 끝나는지 알고 싶습니다.",
        "writer": make_writer(),
        "receipt": ReceiptKey(number=receipt.number, locator=receipt.locator, public_key=receipt.public_key),
        "notify": (Notice(channel="sms", to="01012345678"),),
        "written_at": timezone.now(),
        "language": "ko",
    }
    return Petition(**{**defaults, **values})


def make_case(*, officer: Official, received_at: datetime.datetime | None = None, **values: Any) -> Case:
    """A case that lies with the officer's department, and of which the officer is in charge unless `new`."""
    is_new = values.pop("new", False)
    received_at = received_at or timezone.now()
    case = receive(petition=make_petition(**values), received_at=received_at, arrival=None)
    Case.objects.filter(pk=case.pk).update(department=officer.department, officer=None, state=CaseState.NEW)
    case.refresh_from_db()
    return case if is_new else assign(case=case, officer=officer, by=officer, now=received_at)
