"""The address to which One-PMIS pushes. No session, no cookie: a signature says who it is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from desk.link.receiving import LARGEST, BadMessage, receive
from desk.link.signature import BadSignature, verify


@csrf_exempt
@require_POST
def receive_onepmis(request: HttpRequest, service: str) -> HttpResponse:
    """Take a signed message of rows in; 401 without a fitting signature, 422 where it cannot be read."""
    if not settings.ONEPMIS_PUSH_SECRETS:
        return _refusal(404, "No secret is set on this server: nothing is taken in.")
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return _refusal(413, f"A message may have {LARGEST} bytes.")
    now = timezone.now()
    try:
        body = request.body
        signature, signed_at = verify(
            timestamp=request.headers.get("X-Allimi-Timestamp", ""),
            signed=request.headers.get("X-Allimi-Signature", ""),
            body=body,
            secrets=settings.ONEPMIS_PUSH_SECRETS,
            now=now,
        )
        answer = receive(service_name=service, body=body, signature=signature, signed_at=signed_at, now=now)
    except BadSignature as error:
        return _refusal(401, str(error))
    except BadMessage as error:
        return _refusal(422, str(error))
    except (RawPostDataException, UnreadablePostError):
        return _refusal(400, "The body could not be read.")
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _refusal(status: int, why: str) -> JsonResponse:
    return JsonResponse({"error": why}, status=status, json_dumps_params={"ensure_ascii": False})
