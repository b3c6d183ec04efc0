from pathlib import Path

import pytest

from allimi.embedded.apps import INTERNAL_ENVIRONMENT, app_programs
from allimi.embedded.environments import write_environment
from allimi.embedded.home import make_folders
from allimi.embedded.topology import Topology


@pytest.mark.parametrize("address", ["", "http://openapi.example.org"])
def test_one_pmis_is_pulled_where_an_address_is_set(tmp_path: Path, address: str) -> None:
    topology = Topology(home=tmp_path)
    make_folders(topology)
    write_environment(topology.inside / INTERNAL_ENVIRONMENT, {"ALLIMI_ONEPMIS_ADDRESS": address})
    names = [program.name for program in app_programs(topology)]
    assert ("onepmis" in names) == bool(address)
    assert {"heartbeat", "internal", "public"} <= set(names)
