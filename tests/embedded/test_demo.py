"""Which home gets demo data."""

import pytest

from allimi.embedded.demo import options_with_demo
from allimi.embedded.environments import options_from
from allimi.embedded.topology import topology_from


@pytest.mark.parametrize(("profile", "demo"), [("seoul", "true"), ("da-nang", "false")])
def test_only_seoul_starts_with_demo_data(short_home, profile, demo):
    topology = topology_from({"ALLIMI_HOME": str(short_home)})
    options = options_from({"ALLIMI_PROFILE": profile})
    assert options_with_demo(topology, options)["ALLIMI_DEMO"] == demo


def test_notice_stays_where_demo_data_was_loaded(short_home):
    topology = topology_from({"ALLIMI_HOME": str(short_home)})
    topology.inside.mkdir()
    (topology.inside / "demo_loaded").touch()
    options = options_from({"ALLIMI_PROFILE": "da-nang", "ALLIMI_DEMO": "false"})
    assert options_with_demo(topology, options)["ALLIMI_DEMO"] == "true"
