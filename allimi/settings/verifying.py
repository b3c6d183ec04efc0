"""How citizens prove who writes. Never a settings module of its own: the public app's (docs/verifying.md)."""

import tomllib

from django.core.exceptions import ImproperlyConfigured

from .base import env

# Which proofs there are, in the order they are offered: a table for each, with the dotted path of its class and what
# that is told. As a file (ALLIMI_PROOFS_FILE), since some of it is secret.
_PHONE_ALONE = """
[phone]
backend = "complaints.verifying.backends.phone.PhoneCode"
"""
try:
    PROOFS = tomllib.loads(env.str("ALLIMI_PROOFS", default="") or _PHONE_ALONE)
except tomllib.TOMLDecodeError as error:
    raise ImproperlyConfigured(f"ALLIMI_PROOFS is no TOML: {error}. docs/verifying.md has examples.") from error

# The relay that sends codes: http://host:port or unix:/path/of/a/socket, and what it knows us by.
RELAY_URL = env.str("ALLIMI_RELAY_ADDRESS", default="")
RELAY_TOKEN = env.str("ALLIMI_RELAY_TOKEN", default="")

# How many codes a number, a network address and everybody together may ask for.
CODE_CAPS = env.list("ALLIMI_CODE_CAPS", default=["number=5/day", "address=30/hour", "overall=3000/hour"])

# Where citizens read this app: other services send them back there. Empty: as each request says.
PUBLIC_ORIGIN = env.str("ALLIMI_PUBLIC_ORIGIN", default="").rstrip("/")
# How many proxies of the city's stand before this app and each say whom they answer (X-Forwarded-For).
PROXIES = env.int("ALLIMI_PROXIES", default=0)
# Whether citizens come by HTTPS: what their browsers keep between two sites then travels by nothing else.
HTTPS = env.bool("ALLIMI_HTTPS", default=True)
