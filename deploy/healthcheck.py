"""Exits 0 when this container's app answers /healthz. Asked by the engine, as HEALTHCHECK."""

import http.client
import os
import sys

PORT = 8000


def own_host() -> str:
    """A name the app accepts: the first of ALLIMI_ALLOWED_HOSTS, since others are answered with 400."""
    first = os.environ.get("ALLIMI_ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return "localhost" if first in ("", "*") else first


def main() -> int:
    """0 if the answer is 200; else 1, with what was seen on standard error."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=3)
    try:
        # As a front that ends TLS says it, so that no redirect to https answers instead.
        connection.request("GET", "/healthz", headers={"Host": own_host(), "X-Forwarded-Proto": "https"})
        status = connection.getresponse().status
    except OSError as error:
        print(f"/healthz on port {PORT}: {error}", file=sys.stderr)
        return 1
    if status != http.client.OK:
        print(f"/healthz on port {PORT} answered {status}", file=sys.stderr)
    return 0 if status == http.client.OK else 1


if __name__ == "__main__":
    sys.exit(main())
