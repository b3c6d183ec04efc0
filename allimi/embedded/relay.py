"""The send-only relay of the embedded default: behind a socket, with secrets of its own, of neither side."""

from collections.abc import Mapping
from urllib.parse import quote

from allimi.embedded.credentials import Secrets
from allimi.embedded.topology import Topology

RELAY_ENVIRONMENT = "relay.env"
# What says how citizens prove who writes: for the public app alone (docs/verifying.md).
VERIFYING = ("ALLIMI_PROOFS_FILE", "ALLIMI_CODE_CAPS", "ALLIMI_PROXIES", "ALLIMI_PUBLIC_ORIGIN")
# What the relay sends by, the account's secret among it: for the relay alone.
SENDING = ("ALLIMI_RELAY_BACKEND", "ALLIMI_RELAY_NUMBER_A_DAY", "ALLIMI_RELAY_ALL_AN_HOUR")


def verifying_environment(topology: Topology, secrets: Secrets, options: Mapping[str, str]) -> dict[str, str]:
    """What the public app knows besides: where the relay is, and nothing that sends."""
    return {
        **{name: options[name] for name in VERIFYING if name in options},
        "ALLIMI_RELAY_ADDRESS": f"unix:{quote(str(topology.relay_socket))}",
        "ALLIMI_RELAY_TOKEN": secrets.relay_token,
    }


def relay_environment(topology: Topology, secrets: Secrets, options: Mapping[str, str]) -> dict[str, str]:
    """All that the relay knows: no cluster, no secret but its own. Until told otherwise it writes codes to files."""
    return {
        "ALLIMI_PROFILE": options["ALLIMI_PROFILE"],
        "ALLIMI_ALLOWED_HOSTS": "relay",
        "DJANGO_SETTINGS_MODULE": "allimi.settings.relay",
        "ALLIMI_SECRET_KEY": secrets.relay_key,
        "ALLIMI_RELAY_TOKEN": secrets.relay_token,
        "ALLIMI_RELAY_BACKEND": f"messaging.backends.file.Backend?folder={quote(str(topology.log / 'messages'))}",
        **{name: options[name] for name in SENDING if name in options},
    }
