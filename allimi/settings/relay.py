"""The send-only relay: sends codes for the public app, and holds the account that messages are sent by.

No database, no template, no session; see docs/verifying.md.
"""

from .base import *  # noqa: F403
from .base import env

ROOT_URLCONF = "allimi.urls.relay"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
TEMPLATES: list[dict[str, object]] = []
DATABASES: dict[str, dict[str, object]] = {}
PAGE_CACHE_MB = 0

# What the public app is known by.
RELAY_TOKEN = env.str("ALLIMI_RELAY_TOKEN")
# The way out, as of all messages (docs/messages.md): `dotted.path?option=value`, several divided by blanks.
RELAY_BACKEND = env.str("ALLIMI_RELAY_BACKEND")
# How many codes leave, whatever the public app asks for: to one number in a day, to all in an hour.
RELAY_NUMBER_A_DAY = env.int("ALLIMI_RELAY_NUMBER_A_DAY", default=8)
RELAY_ALL_AN_HOUR = env.int("ALLIMI_RELAY_ALL_AN_HOUR", default=3000)
