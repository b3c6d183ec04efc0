"""The operator's environment: where `wall` finds the clusters. Absent in web processes. Pure; settings read it."""

# Entry of settings.WALL to the variable it comes from, so that an error can name it.
VARIABLES = {
    "primary_admin": "ALLIMI_PRIMARY_ADMIN_URL",
    "primary": "ALLIMI_PRIMARY_URL",
    "reporters": "ALLIMI_REPORTERS_URL",
    "gateway_admin": "ALLIMI_GATEWAY_ADMIN_URL",
    "publisher_conninfo": "ALLIMI_PUBLISHER_CONNINFO",
    "publisher_password": "ALLIMI_PUBLISHER_PASSWORD",
    "stream": "ALLIMI_STREAM_URL",
    "replica": "ALLIMI_REPLICA_URL",
    "intake": "ALLIMI_INTAKE_URL",
    "intake_admin": "ALLIMI_INTAKE_ADMIN_URL",
    "collector": "ALLIMI_COLLECTOR_URL",
    # Optional: who copies the intake to its synchronous standby.
    "intake_stream": "ALLIMI_INTAKE_STREAM_URL",
    # Optional: lets `wall purge` turn over the WAL of a replica that is on this machine.
    "replica_admin": "ALLIMI_REPLICA_ADMIN_URL",
}
