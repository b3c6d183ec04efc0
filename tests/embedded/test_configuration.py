from pathlib import Path

import pytest

from allimi.embedded.configuration import SETTINGS, render_doors, render_settings
from allimi.embedded.topology import Cluster, Topology

TOPOLOGY = Topology(home=Path("/srv/o'brien"))
DMZ_ROLES = ("allimi_public", "allimi_streamer", "allimi_submitter")


def by_kind(kind: str) -> Cluster:
    return next(cluster for cluster in TOPOLOGY.clusters if cluster.kind == kind)


@pytest.mark.parametrize("kind", SETTINGS)
def test_every_cluster_has_no_port_and_turns_strangers_away(kind):
    assert "listen_addresses = ''" in render_settings(by_kind(kind), unsafe=False)
    assert render_doors(kind).splitlines()[-2:] == ["local all all reject", "local replication all reject"]
    assert "trust" not in render_doors(kind)


def test_primary_admits_no_role_of_the_dmz():
    assert not any(role in render_doors("primary") for role in DMZ_ROLES)


def test_gateway_admits_nobody_but_the_stream():
    admitted = [line for line in render_doors("gateway").splitlines() if "scram" in line]
    assert admitted == ["local replication allimi_streamer scram-sha-256"]


@pytest.mark.parametrize("kind", ["gateway", "replica", "intake"])
def test_logs_of_the_dmz_tell_no_statement_and_no_row(kind):
    settings = render_settings(by_kind(kind), unsafe=False)
    assert "log_min_error_statement = 'panic'" in settings
    assert "log_error_verbosity = 'terse'" in settings
    assert "log_parameter_max_length_on_error = '0'" in settings


def test_fsync_is_off_only_where_asked_for():
    assert "fsync" not in render_settings(by_kind("primary"), unsafe=False)
    assert "fsync = 'off'" in render_settings(by_kind("primary"), unsafe=True)


def test_quote_in_a_folder_stays_inside_its_setting():
    assert "'\"/srv/o''brien/inside/primary.sock\"'" in render_settings(by_kind("primary"), unsafe=False)
