"""Rows that One-PMIS pushes: the same rows as in an answer of its list, taken in at once or not at all."""

import datetime
import io
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from desk.actions.automatic import approve_automatically
from desk.models import Delivery
from desk.onepmis.actions import Import, Summary
from desk.onepmis.departments import Departments
from desk.onepmis.endpoint import ROWS_A_CALL
from desk.onepmis.items import Service
from desk.onepmis.reader import Answer, Raw, ReadError
from desk.onepmis.services import SERVICES
from disclosures.models import Source

from .refusals import Refusals

LARGEST = 5 * 1024 * 1024  # bytes
_KEPT = datetime.timedelta(days=90)


class BadMessage(Exception):
    """The message is signed, and cannot be read. Says why."""


def receive(
    *, service_name: str, body: bytes, signature: str, signed_at: datetime.datetime, now: datetime.datetime
) -> dict[str, Any]:
    """What became of the message's rows; the same answer again where it came before. Raises BadMessage.

    One transaction: rows, receipt and answer are all there, or none of them.
    """
    with translation.override("ko"), transaction.atomic():
        receipt, is_new = Delivery.objects.get_or_create(
            signature=signature,
            defaults={"service": service_name, "signed_at": signed_at, "received_at": now, "rows": 0, "answer": {}},
        )
        if not is_new:
            return {**receipt.answer, "repeated": True}
        rows = _rows(service_name, body)
        receipt.rows, receipt.answer = len(rows), _put(SERVICES[service_name], rows, said_at=signed_at)
        receipt.save()
        Delivery.objects.filter(received_at__lt=now - _KEPT).delete()
    approve_automatically(source=Source.ONE_PMIS, now=now)
    return {**receipt.answer, "repeated": False}


def _rows(service_name: str, body: bytes) -> list[Raw]:
    service = SERVICES.get(service_name)
    if service is None or service.is_by_project and service.has_pictures:
        raise BadMessage(_("There is no service %(names)s.") % {"names": service_name[:60]})
    try:
        rows = list(Answer(service_name).rows(io.BytesIO(body)))
    except ReadError as error:
        raise BadMessage(str(error)) from error
    if len(rows) > ROWS_A_CALL:
        raise BadMessage(_("A message may hold %(count)d rows.") % {"count": ROWS_A_CALL})
    return rows


def _put(service: Service, rows: list[Raw], *, said_at: datetime.datetime) -> dict[str, Any]:
    """Write the rows. Renderings are left out: the next pull fetches them, for a push must answer soon."""
    refusals, summary = Refusals(), Summary()
    job = Import(
        service=service,
        departments=Departments(settings.ONEPMIS_DEPARTMENT),
        rejects=refusals,
        now=said_at,
        summary=summary,
    )
    job.put(job.complete([job.prepare(number, raw) for number, raw in enumerate(rows, 1)]))
    return {**summary.counts, "conflicts": summary.conflicts, "refusals": refusals.told}
