"""The demo city: loaded once per home, unless ALLIMI_DEMO=false or the profile is another city's."""

from collections.abc import Mapping
from pathlib import Path

from allimi.embedded.credentials import replace_file
from allimi.embedded.databases import Report
from allimi.embedded.environments import OFF, TRAINING_ENVIRONMENT, read_environment
from allimi.embedded.steps import run_manage
from allimi.embedded.topology import Topology

# The demo's sites are invented in Seoul; another city starts empty.
DEMO_PROFILE = "seoul"


def options_with_demo(topology: Topology, options: Mapping[str, str]) -> dict[str, str]:
    """`options`; with the notice on where demo data was ever loaded: it must not pass for the city's."""
    if _marker(topology).exists():
        return {**options, "ALLIMI_DEMO": "true"}
    return dict(options) if options["ALLIMI_PROFILE"] == DEMO_PROFILE else {**options, "ALLIMI_DEMO": "false"}


def load_demo(topology: Topology, report: Report) -> None:
    """Load the demo data unless that is done or not wanted; its progress goes to the terminal."""
    wanted = read_environment(topology.inside / "app.env")["ALLIMI_DEMO"].lower() not in OFF
    if not wanted or _marker(topology).exists():
        return
    report("loading demo data (ALLIMI_DEMO=false leaves it out)")
    run_manage(topology, "load_demo", "--logins", str(_logins(topology)), show_output=True)
    replace_file(_marker(topology), "")


def demo_logins(topology: Topology) -> str:
    """The demo officials' logins as load_demo left them, or nothing."""
    path = _logins(topology)
    return path.read_text("utf-8").rstrip() if path.exists() else ""


def _logins(topology: Topology) -> Path:
    return topology.inside / "demo_logins"


def _marker(topology: Topology) -> Path:
    return topology.inside / "demo_loaded"


def prepare_training(topology: Topology, report: Report) -> None:
    """Mark a training's database as one that may be set back to the start; refused where officials have worked."""
    if (topology.inside / TRAINING_ENVIRONMENT).exists():
        report("this is a training: everything in it can be set back to the start")
        run_manage(topology, "training", "prepare")
