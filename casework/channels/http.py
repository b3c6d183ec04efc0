"""A channel that speaks JSON over HTTP: POST {url} takes a case, GET {url}/{reference} tells its answer."""

from typing import Any
from urllib.parse import quote

import requests

from casework.models import Case

from .channel import ChannelError, content_of

_SECONDS = (5, 15)  # to connect, to answer


class Channel:
    def __init__(self, *, url: str, token: str = "") -> None:
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def hand_over(self, case: Case) -> str:
        answer = self._call("POST", self._url, json=content_of(case), headers={"Idempotency-Key": case.number})
        reference = str(answer.get("reference", ""))[:100]
        if not reference:
            raise ChannelError("the answer names no reference")
        return reference

    def answer_to(self, reference: str) -> str:
        return str(self._call("GET", f"{self._url}/{quote(reference, safe='')}").get("answer") or "")

    def _call(self, method: str, url: str, *, headers: dict[str, str] | None = None, **options: Any) -> dict[str, Any]:
        try:
            answer = requests.request(
                method,
                url,
                headers={**self._headers, **(headers or {})},
                timeout=_SECONDS,
                allow_redirects=False,
                **options,
            )
            answer.raise_for_status()
            found = answer.json()
        except requests.RequestException as error:
            raise ChannelError(type(error).__name__) from error
        if not isinstance(found, dict):
            raise ChannelError("the answer is no JSON object")
        return found
