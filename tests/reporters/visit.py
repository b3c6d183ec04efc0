"""Visits pages of the reporters' desk: in its own settings, by its own database role, as a program of its own.

Reads from standard input who signs in and which pages are asked; writes what each answered. Run by the tests.
"""

import base64
import json
import sys
from typing import Any

import django
from django.core.files.uploadedfile import SimpleUploadedFile


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    asked = json.load(sys.stdin)
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    answers: list[dict[str, Any]] = []
    if asked["username"]:
        signed_in = client.post(
            reverse("admin:login"), {"login": asked["username"], "password": asked["password"]}, secure=True
        )
        answers.append({"status": signed_in.status_code, "to": signed_in.get("Location", "")})
    answers += [_ask(client, each) for each in asked["pages"]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
    json.dump({"role": role, "urls": settings.ROOT_URLCONF, "addresses": _addresses(), "answers": answers}, sys.stdout)


def _addresses() -> list[tuple[str, list[str]]]:
    from tests.internal.addresses import named_patterns

    return sorted({(name, tuple(arguments)) for name, arguments in named_patterns()})


def _ask(client: Any, each: dict[str, Any]) -> dict[str, Any]:
    from django.urls import NoReverseMatch, reverse

    try:
        url = each["name"] if each["name"].startswith("/") else reverse(each["name"], args=each["args"])
    except NoReverseMatch:
        return {"status": 404, "to": "", "text": "", "url": each["name"]}
    data = {**each["data"], **{name: _upload(content) for name, content in each["files"].items()}}
    asking = client.post if each["post"] else client.get
    response = asking(url, data, secure=True)
    text = b"".join(response).decode("utf-8", "replace")
    return {"status": response.status_code, "to": response.get("Location", ""), "text": text, "url": url}


def _upload(content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_0001.jpg", base64.b64decode(content), "image/jpeg")


if __name__ == "__main__":
    main()
