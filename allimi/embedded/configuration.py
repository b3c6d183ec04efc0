"""PostgreSQL's settings and door rules per cluster. Written at each start, so an update reaches old homes."""

import os
import pwd

from allimi.embedded.credentials import replace_file
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.topology import DATABASE, Cluster

# An old replication slot must not fill the disk; `wall status` warns at half.
SLOT_WAL_LIMIT = "2GB"

COMMON = {
    "listen_addresses": "",  # no TCP at all: whoever may enter the socket's folder may try a password
    "unix_socket_permissions": "0700",
    "max_connections": "60",  # a standby's must not be lower than its upstream's
    "max_wal_senders": "10",
    "max_replication_slots": "10",
    "shared_buffers": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "512MB",
    "password_encryption": "scram-sha-256",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "log_statement": "none",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# The DMZ's logs must not tell what a statement or a row contained; DETAIL lines quote rows.
SILENT = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}

SETTINGS: dict[str, dict[str, str]] = {
    "primary": {
        "wal_level": "logical",
        "shared_buffers": "128MB",
        "max_slot_wal_keep_size": SLOT_WAL_LIMIT,
    },
    "gateway": {
        **SILENT,
        "wal_level": "replica",
        "max_logical_replication_workers": "4",
        "wal_retrieve_retry_interval": "500ms",  # 4 s to catch up after a killed primary became 0.2 s
        "max_slot_wal_keep_size": SLOT_WAL_LIMIT,  # the DMZ's role can create slots here
    },
    "replica": {
        **SILENT,
        "wal_level": "replica",
        "shared_buffers": "128MB",
        "work_mem": "32MB",
        # Rows lie in memory or on an SSD: reading them one by one costs little more than reading all.
        "random_page_cost": "1.1",
        # Nobody's page may take every core, and starting helpers takes longer than most pages do.
        "max_parallel_workers_per_gather": "0",
        "jit": "off",
        "hot_standby": "on",
        "hot_standby_feedback": "on",
        "max_standby_streaming_delay": "500ms",  # a long read must not hide a new release
        "wal_retrieve_retry_interval": "500ms",
    },
    "intake": {**SILENT, "wal_level": "replica"},
}

# database, role: who may enter, with a password. Everyone else is turned away at the door.
DOORS: dict[str, tuple[tuple[str, str], ...]] = {
    # A logical subscription names its database; "replication" would let the whole cluster be copied.
    "primary": ((DATABASE, "allimi_internal"), (DATABASE, "allimi_reporters"), (DATABASE, "allimi_publisher")),
    "gateway": (("replication", "allimi_streamer"),),
    "replica": ((DATABASE, "allimi_public"),),
    "intake": ((DATABASE, "allimi_submitter"), (DATABASE, "allimi_collector")),
}

# For tests alone: a crash of the machine would lose the cluster.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def account() -> str:
    """The operating-system account this process runs as, by name: peer authentication needs one."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise EmbeddedError(
            f"The account with number {os.geteuid()} has no name on this machine, and PostgreSQL knows its "
            "superuser by name. Run as an account that `id -un` can name."
        ) from None


def write_configuration(cluster: Cluster, *, unsafe: bool = False) -> None:
    """Write allimi.conf, pg_hba.conf and pg_ident.conf into the cluster's data folder."""
    replace_file(cluster.data / "allimi.conf", render_settings(cluster, unsafe=unsafe))
    replace_file(cluster.data / "pg_hba.conf", render_doors(cluster.kind))
    replace_file(cluster.data / "pg_ident.conf", f'allimi "{account()}" postgres\n')


def render_settings(cluster: Cluster, *, unsafe: bool) -> str:
    """The cluster's settings as the text of a PostgreSQL configuration file."""
    settings = {**COMMON, **SETTINGS[cluster.kind], "unix_socket_directories": f'"{cluster.socket_dir}"'}
    settings["cluster_name"] = f"allimi-{cluster.name}"
    if unsafe:
        settings.update(UNSAFE)
    lines = (f"{name} = '{_escape(value)}'\n" for name, value in settings.items())
    return "# Written by Allimi at each start; changes are lost.\n" + "".join(lines)


def render_doors(kind: str) -> str:
    """The text of pg_hba.conf for a cluster of this kind."""
    doors = "".join(f"local {database} {role} scram-sha-256\n" for database, role in DOORS[kind])
    return (
        "# Written by Allimi at each start; changes are lost.\n"
        "local all postgres peer map=allimi\n" + doors + "local all all reject\nlocal replication all reject\n"
    )


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")
