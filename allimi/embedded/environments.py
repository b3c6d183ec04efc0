"""Who is told what: each side's environment, in a file of its own.

The public app must not have a secret of the inside in its environment, nor the other way round; no web
process has the operator's.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from psycopg.conninfo import make_conninfo

from allimi.embedded.credentials import Secrets, replace_file
from allimi.embedded.messages import MESSAGES, MESSAGES_ENVIRONMENT, message_backends
from allimi.embedded.relay import RELAY_ENVIRONMENT, SENDING, VERIFYING, relay_environment, verifying_environment
from allimi.embedded.topology import DATABASE, Topology
from casework.collecting.keyring import add_key, make_key, public_keys, read_keys

# What a person may set when calling script/server; everything else is derived here.
OPTIONS = {
    "ALLIMI_PROFILE": "seoul",
    "ALLIMI_DEMO": "true",
    "ALLIMI_TRAINING": "false",
    "ALLIMI_MASTHEAD": "false",  # the local apps are nobody's official site
    "ALLIMI_HTTPS": "false",  # the local apps are served over plain HTTP
    "ALLIMI_ALLOWED_HOSTS": "",
    "ALLIMI_SECOND_FACTOR": "",  # offered in a demonstration, required elsewhere
    "ALLIMI_OFFICER_NAMES": "masked",
    "ALLIMI_OFFICER_PHONES": "office",
    "ALLIMI_PAGE_CACHE_MB": "64",
    "ALLIMI_MAP_TILES": "none",
    "ALLIMI_MAP_TILES_KEY": "",
    "ALLIMI_ADDRESS_SERVICE": "",
    "ALLIMI_ADDRESS_KEY": "",
    "ALLIMI_WEBCAM_RELAY": "",
    "ALLIMI_SITE_VERIFICATION": "",
    "ALLIMI_COUNT_USE": "true",
    "ALLIMI_CLAMD": "",  # without a scanner every file of a citizen waits for a person
    "ALLIMI_EMAIL_URL": "consolemail://",  # letters go to log/nag.log
    "ALLIMI_EMAIL_FROM": "allimi@localhost",
    "ALLIMI_NAG_HEAD_AFTER_DAYS": "7",
    "ALLIMI_MAILS_A_MINUTE": "600",
    "ALLIMI_NEWSLETTER_DEPARTMENT": "",
    "ALLIMI_BOUNCES_URL": "",
}
# Of them, what letters are sent and come back by: the servers' addresses may hold passwords.
MAIL = (
    "ALLIMI_EMAIL_URL",
    "ALLIMI_EMAIL_FROM",
    "ALLIMI_NAG_HEAD_AFTER_DAYS",
    "ALLIMI_MAILS_A_MINUTE",
    "ALLIMI_NEWSLETTER_DEPARTMENT",
    "ALLIMI_BOUNCES_URL",
)
# What the link to One-PMIS is set by (allimi/settings/link.py has the defaults), its key and its secrets among it.
LINK = tuple(
    f"ALLIMI_ONEPMIS_{name}"
    for name in (
        "ADDRESS",
        "KEY",
        "SERVICES",
        "PULL_AT",
        "CALLS_A_SECOND",
        "PICTURE_HOSTS",
        "DEPARTMENT",
        "PUSH_SECRETS",
    )
)
# What every child may inherit from whoever called us: no setting, no secret.
INHERITED = ("PATH", "HOME", "TMPDIR", "TZ")
TRAINING_ENVIRONMENT = "training.env"
OFF = {"false", "0", "no", "off"}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def inherited_environment() -> dict[str, str]:
    """The part of our own environment that each child gets, with UTF-8 whatever the caller's language is."""
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**inherited, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}


def options_from(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings both apps share, from the caller's environment or the embedded default's own."""
    options = {name: environment.get(name) or default for name, default in OPTIONS.items()}
    named = [host.strip() for host in options["ALLIMI_ALLOWED_HOSTS"].split(",") if host.strip()]
    options["ALLIMI_ALLOWED_HOSTS"] = ",".join(dict.fromkeys([*named, *LOCAL_HOSTS]))
    return options | {
        name: environment[name] for name in (*LINK, *VERIFYING, *SENDING, *MESSAGES) if environment.get(name)
    }


def for_pages(options: Mapping[str, str]) -> dict[str, str]:
    """The options for an app that shows pages alone: it sends no letters, and has nothing to do with One-PMIS."""
    left_out = (*MAIL, *LINK, *VERIFYING, *SENDING, *MESSAGES)
    return {name: value for name, value in options.items() if name not in left_out}


def public_environment(topology: Topology, secrets: Secrets, options: Mapping[str, str]) -> dict[str, str]:
    """All that the public app knows: the replica, the intake and where the relay is."""
    return {
        **for_pages(options),
        "DJANGO_SETTINGS_MODULE": "allimi.settings.public",
        "ALLIMI_SECRET_KEY": secrets.public_key,
        "ALLIMI_STATIC_ROOT": str(topology.home / "static" / "public"),
        "ALLIMI_REPLICA_URL": topology.replica.url("allimi_public", secrets.public),
        "ALLIMI_INTAKE_URL": topology.intake.url("allimi_submitter", secrets.submitter),
        "ALLIMI_VOICE_PUBLIC_KEYS": ",".join(public_keys(voice_keys(topology))),
        **verifying_environment(topology, secrets, options),
    }


def app_environment(topology: Topology, secrets: Secrets, options: Mapping[str, str]) -> dict[str, str]:
    """All that the internal app and its workers know: the primary."""
    return {
        **{name: value for name, value in options.items() if name not in (*VERIFYING, *SENDING, *MESSAGES)},
        "DJANGO_SETTINGS_MODULE": "allimi.settings.internal",
        "ALLIMI_SECRET_KEY": secrets.internal_key,
        "ALLIMI_STATIC_ROOT": str(topology.home / "static" / "internal"),
        "ALLIMI_PRIMARY_URL": topology.primary.url("allimi_internal", secrets.internal),
        "ALLIMI_PUBLIC_ORIGIN": topology.public_origin,
        "ALLIMI_DESK_ORIGIN": topology.internal_origin,
        "ALLIMI_SECOND_FACTOR": options["ALLIMI_SECOND_FACTOR"] or _second_factor(options),
    }


def collector_environment(topology: Topology, secrets: Secrets, options: Mapping[str, str]) -> dict[str, str]:
    """All that the collector knows: the primary, the intake, and alone of all programs the keys to what it fetches."""
    return {
        **app_environment(topology, secrets, options),
        "ALLIMI_COLLECTOR_URL": topology.intake.url("allimi_collector", secrets.collector),
        "ALLIMI_VOICE_KEYS": str(voice_keys(topology)),
    }


def messages_environment(topology: Topology, secrets: Secrets, options: Mapping[str, str]) -> dict[str, str]:
    """All that the worker that sends messages knows: the primary, and alone of all programs the accounts."""
    return {**app_environment(topology, secrets, options), **message_backends(topology, options)}


def voice_keys(topology: Topology) -> Path:
    """The folder of the private keys that open what citizens sealed."""
    return topology.inside / "voice_keys"


def _second_factor(options: Mapping[str, str]) -> str:
    """A demonstration's passwords stand on the terminal; a city's officials need more than one."""
    return "required" if options["ALLIMI_DEMO"].lower() in OFF else "offered"


def reporters_environment(topology: Topology, secrets: Secrets, options: Mapping[str, str]) -> dict[str, str]:
    """All that the reporters' desk knows: the primary, by a role of little worth, and a key of its own."""
    return {
        **for_pages(options),
        "DJANGO_SETTINGS_MODULE": "allimi.settings.reporters",
        "ALLIMI_SECRET_KEY": secrets.reporters_key,
        "ALLIMI_STATIC_ROOT": str(topology.home / "static" / "internal"),
        "ALLIMI_PRIMARY_URL": reporters_url(topology, secrets),
        "ALLIMI_PUBLIC_ORIGIN": topology.public_origin,
        "ALLIMI_SECOND_FACTOR": options["ALLIMI_SECOND_FACTOR"] or _second_factor(options),
    }


def reporters_url(topology: Topology, secrets: Secrets) -> str:
    return topology.primary.url("allimi_reporters", secrets.reporters)


def operator_environment(topology: Topology, secrets: Secrets) -> dict[str, str]:
    """What `wall` needs besides the internal app's environment; never in a web process."""
    return {
        "ALLIMI_PRIMARY_ADMIN_URL": topology.primary.url("postgres"),
        "ALLIMI_GATEWAY_ADMIN_URL": topology.gateway.url("postgres"),
        "ALLIMI_INTAKE_ADMIN_URL": topology.intake.url("postgres"),
        "ALLIMI_REPORTERS_URL": reporters_url(topology, secrets),
        "ALLIMI_PUBLISHER_CONNINFO": publisher_conninfo(topology),
        "ALLIMI_PUBLISHER_PASSWORD": secrets.publisher,
        "ALLIMI_STREAM_URL": topology.gateway.url("allimi_streamer", secrets.streamer),
        "ALLIMI_REPLICA_ADMIN_URL": topology.replica.url("postgres"),
        "ALLIMI_REPLICA_URL": topology.replica.url("allimi_public", secrets.public),
        "ALLIMI_INTAKE_URL": topology.intake.url("allimi_submitter", secrets.submitter),
        "ALLIMI_COLLECTOR_URL": topology.intake.url("allimi_collector", secrets.collector),
        "ALLIMI_VOICE_KEYS": str(voice_keys(topology)),
    }


def publisher_conninfo(topology: Topology) -> str:
    """How the gateway finds the primary. It crosses to every replica, so it names a file, not a secret."""
    return make_conninfo(
        host=str(topology.primary.socket_dir),
        dbname=DATABASE,
        user="allimi_publisher",
        passfile=str(passfile(topology)),
    )


def passfile(topology: Topology) -> Path:
    return topology.inside / "publisher.pass"


def write_environments(topology: Topology, secrets: Secrets, options: Mapping[str, str]) -> None:
    """Write each side's environment files and the publisher's passfile; make the first voice key."""
    if not read_keys(voice_keys(topology)):
        add_key(voice_keys(topology), make_key())
    replace_file(passfile(topology), f"*:*:{DATABASE}:allimi_publisher:{secrets.publisher}\n")
    write_environment(topology.inside / "app.env", app_environment(topology, secrets, options))
    write_environment(topology.inside / "reporters.env", reporters_environment(topology, secrets, options))
    write_environment(topology.inside / "collector.env", collector_environment(topology, secrets, options))
    write_environment(topology.inside / MESSAGES_ENVIRONMENT, messages_environment(topology, secrets, options))
    write_environment(topology.inside / "operator.env", operator_environment(topology, secrets))
    write_training(topology, options)
    write_environment(topology.dmz / "public.env", public_environment(topology, secrets, options))
    write_environment(topology.relay / RELAY_ENVIRONMENT, relay_environment(topology, secrets, options))


def write_training(topology: Topology, options: Mapping[str, str]) -> None:
    """What sets a training back to the start needs all of the inside. Elsewhere no such file is there."""
    path = topology.inside / TRAINING_ENVIRONMENT
    if is_training(options):
        write_environment(path, manage_environment(topology))
    else:
        path.unlink(missing_ok=True)


def is_training(options: Mapping[str, str]) -> bool:
    return options["ALLIMI_TRAINING"].lower() not in OFF


def write_environment(path: Path, environment: Mapping[str, str]) -> None:
    """One NAME=value per line, values as they are: read back by read_environment, not by a shell."""
    for name, value in environment.items():
        if "\n" in value:
            raise ValueError(f"{name} has a line break")
    replace_file(path, "".join(f"{name}={value}\n" for name, value in environment.items()))


def read_environment(path: Path) -> dict[str, str]:
    """What write_environment wrote."""
    pairs = (line.partition("=") for line in path.read_text("utf-8").splitlines())
    return {name: value for name, _, value in pairs}


def manage_environment(topology: Topology, *, public: bool = False) -> dict[str, str]:
    """What script/manage gives to manage.py: all of the inside with the operator's, or all of the DMZ."""
    if public:
        return read_environment(topology.dmz / "public.env")
    return {
        **read_environment(topology.inside / "app.env"),
        **read_environment(topology.inside / "operator.env"),
    }
