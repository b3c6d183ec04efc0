"""/healthz (the process lives) and /readyz (what it needs answers) of both apps."""

from typing import Any

from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from disclosures.models import Clock


def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; touches no database."""
    return _answer({"status": "ok"})


def public_readyz(request: HttpRequest) -> JsonResponse:
    """503 only when the replica cannot be read. Lag and an absent intake are told, not fatal."""
    body = {"databases": {"replica": _database("default"), "intake": _database("intake")}}
    return _ready(body, needed="replica")


def internal_readyz(request: HttpRequest) -> JsonResponse:
    """503 when the primary cannot be read."""
    return _ready({"databases": {"primary": _database("default")}}, needed="primary")


def _ready(body: dict[str, Any], *, needed: str) -> JsonResponse:
    ok = body["databases"][needed] == "ok"
    lag = _lag_seconds() if ok else None
    return _answer(
        {"status": "ok" if ok else "unavailable", **body, "replication_lag_seconds": lag},
        status=200 if ok else 503,
    )


def _database(alias: str) -> str:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        # The class alone: a driver's message can carry addresses and role names.
        return type(error).__name__
    return "ok"


def _lag_seconds() -> float | None:
    """Age of the heartbeat row; None before the first beat or before the tables exist."""
    try:
        clock = Clock.objects.first()
    except DatabaseError:
        return None
    return None if clock is None else round((timezone.now() - clock.beat_at).total_seconds(), 3)


def _answer(body: dict[str, Any], *, status: int = 200) -> JsonResponse:
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response
