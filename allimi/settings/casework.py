"""Handling what citizens wrote (docs/casework.md)."""

from .base import env

# What encrypts citizens' names, numbers and addresses, and what their keyed digests are made with: 32 bytes each in
# hexadecimal, the newest first. Without any, keys derived from ALLIMI_SECRET_KEY serve: enough for a demonstration.
CONTACT_KEYS = env.list("ALLIMI_CONTACT_KEYS", default=[])
# An existing channel of the city that can take cases: `dotted.path.Channel?option=value` (casework/channels).
CITY_CHANNEL = env("ALLIMI_CITY_CHANNEL", default="")
# After so many days past its time, the head hears of a case, too.
OVERDUE_HEAD_AFTER_DAYS = env.int("ALLIMI_OVERDUE_HEAD_AFTER_DAYS", default=2)
