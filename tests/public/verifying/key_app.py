"""A WSGI application that says which worker answered and, as a digest, which key it counts under."""

import datetime
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from typing import Any

from complaints.verifying.daily_key import KEY


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    day = datetime.date.fromisoformat(environ["PATH_INFO"].strip("/"))
    start_response("200 OK", [("Content-Type", "application/json"), ("Connection", "close")])
    key = hashlib.sha256(KEY.on(day)).hexdigest()
    return [json.dumps({"worker": os.getpid(), "key": key}).encode()]
