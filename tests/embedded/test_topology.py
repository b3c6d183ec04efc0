from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from allimi.embedded.errors import EmbeddedError
from allimi.embedded.topology import SOCKET_NAME, Topology, topology_from


def test_url_is_read_back_by_libpq_whatever_the_folder_is_called():
    topology = Topology(home=Path("/srv/알리미 50% & more"))
    parts = conninfo_to_dict(topology.replica.url("allimi_public", "p@ss/word:?"))
    assert parts == {
        "user": "allimi_public",
        "password": "p@ss/word:?",
        "dbname": "allimi",
        "host": str(topology.replica.socket_dir),
    }


def test_url_of_the_superuser_has_no_password():
    assert "password" not in conninfo_to_dict(Topology(home=Path("/h")).primary.url("postgres"))


def test_home_of_the_longest_allowed_length_passes_and_one_more_is_refused():
    topology_from({"ALLIMI_HOME": "/" + "a" * 72})
    with pytest.raises(EmbeddedError, match="74 bytes and may have 73"):
        topology_from({"ALLIMI_HOME": "/" + "a" * 73})


def test_longest_allowed_home_really_fits_the_system():
    topology = Topology(home=Path("/" + "a" * 72))
    assert all(len(str(cluster.socket_dir / SOCKET_NAME)) <= 107 for cluster in topology.clusters)
    # libpq has the same limit and its own words for it.
    with pytest.raises(psycopg.OperationalError, match="too long"):
        psycopg.connect(Topology(home=Path("/" + "a" * 80)).primary.url("postgres"))


@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "８０"])
def test_port_that_is_none_is_refused_by_name(value):
    with pytest.raises(EmbeddedError, match="ALLIMI_INTERNAL_PORT"):
        topology_from({"ALLIMI_INTERNAL_PORT": value})


def test_two_apps_on_one_port_are_refused():
    with pytest.raises(EmbeddedError, match="Two apps"):
        topology_from({"ALLIMI_PUBLIC_PORT": "9000", "ALLIMI_INTERNAL_PORT": "9000"})
    with pytest.raises(EmbeddedError, match="ALLIMI_REPORTERS_PORT different"):
        topology_from({"ALLIMI_INTERNAL_PORT": "8002"})


def test_defaults_are_local():
    topology = topology_from({})
    assert (topology.public_origin, topology.internal_origin) == ("http://localhost:8000", "http://localhost:8001")
    assert topology.reporters_origin == "http://localhost:8002"
    assert topology.bind == "127.0.0.1"
