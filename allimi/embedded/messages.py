"""What the worker that sends messages knows besides the inside: the accounts that messages are sent by."""

from collections.abc import Mapping
from urllib.parse import quote

from allimi.embedded.topology import Topology

MESSAGES_ENVIRONMENT = "messages.env"
# The accounts' secrets among it (docs/messages.md): for the worker alone.
MESSAGES = ("ALLIMI_SMS", "ALLIMI_ALIMTALK", "ALLIMI_MESSAGE_EMAIL")
_NO_MAIL = "consolemail://"


def message_backends(topology: Topology, options: Mapping[str, str]) -> dict[str, str]:
    """The way out of each channel. Unless told otherwise files; e-mails too, where no mail server is set."""
    files = f"messaging.backends.file.Backend?folder={quote(str(topology.log / 'notices'))}"
    email = files if options["ALLIMI_EMAIL_URL"] == _NO_MAIL else "messaging.backends.smtp.Backend"
    default = {"ALLIMI_SMS": files, "ALLIMI_ALIMTALK": files, "ALLIMI_MESSAGE_EMAIL": email}
    return {**default, **{name: options[name] for name in MESSAGES if name in options}}
