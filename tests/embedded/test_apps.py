from pathlib import Path

import pytest

from allimi.embedded.apps import INTERNAL_ENVIRONMENT, app_programs
from allimi.embedded.environments import options_from, write_environment, write_training
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


@pytest.mark.parametrize("training", ["true", "false"])
def test_only_a_training_can_be_set_back_to_the_start(tmp_path: Path, training: str) -> None:
    topology = Topology(home=tmp_path)
    make_folders(topology)
    write_environment(topology.inside / INTERNAL_ENVIRONMENT, {})
    write_environment(topology.inside / "operator.env", {})
    write_training(topology, options_from({"ALLIMI_TRAINING": "true"}))
    write_training(topology, options_from({"ALLIMI_TRAINING": training}))
    assert ("training" in [program.name for program in app_programs(topology)]) == (training == "true")
