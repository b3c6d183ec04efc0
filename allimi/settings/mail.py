"""E-mail and short messages. Never a settings module of its own. docs/operations.md tells what each is for."""

from .base import PROFILE, env

# For example smtp+tls://user:password@mail.example.go.kr:587; without one, letters are written to the worker's output.
_MAIL = env.email_url("ALLIMI_EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_HOST = _MAIL["EMAIL_HOST"]
EMAIL_PORT = _MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _MAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env.str("ALLIMI_EMAIL_FROM", default=f"allimi@{PROFILE.slug}.invalid")

# How officials reach the desk: what links in letters begin with.
DESK_ORIGIN = env.str("ALLIMI_DESK_ORIGIN", default="").rstrip("/")
# Days late after which the head of the department reads of it, too.
NAG_HEAD_AFTER_DAYS = env.int("ALLIMI_NAG_HEAD_AFTER_DAYS", default=7)

# How people are told (docs/messages.md): `dotted.path?option=value`, several providers divided by blanks.
# Empty: the channel is not offered, and who asked for it is told by the next one.
MESSAGE_BACKENDS = {
    "sms": env.str("ALLIMI_SMS", default="messaging.backends.console.Backend"),
    "email": env.str("ALLIMI_MESSAGE_EMAIL", default="messaging.backends.smtp.Backend"),
    "alimtalk": env.str("ALLIMI_ALIMTALK", default=""),
}

# How many mails of a newsletter leave in a minute; what one person waits for is never held back (docs/newsletters.md).
MAILS_A_MINUTE = env.int("ALLIMI_MAILS_A_MINUTE", default=600)
# The mailbox to which servers write what they could not deliver: pop3s://user:password@mail.example.go.kr:995
BOUNCES_URL = env.str("ALLIMI_BOUNCES_URL", default="")
# Who drafts the monthly newsletter: the code of a department. Empty: nobody drafts one by itself.
NEWSLETTER_DEPARTMENT = env.str("ALLIMI_NEWSLETTER_DEPARTMENT", default="")
