"""An early pytest plugin: the real four clusters, for as long as the tests run.

Loaded with `-p tests.topology`, before Django reads its settings, because the settings read the
environment. The side of the wall is that of DJANGO_SETTINGS_MODULE; script/test runs one after the other.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from allimi.embedded.environments import manage_environment, options_from
from allimi.embedded.home import prepare_home
from allimi.embedded.running import Running, running_topology
from allimi.embedded.topology import topology_from

# Short, because a Unix socket's path may have 107 bytes.
HOME = Path(tempfile.mkdtemp(prefix="allimi-"))
PUBLIC = os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".public")

prepare_home(topology_from({"ALLIMI_HOME": str(HOME)}), options_from({}))
os.environ.update(manage_environment(topology_from({"ALLIMI_HOME": str(HOME)}), public=PUBLIC))


@pytest.fixture(scope="session")
def topology() -> Iterator[Running]:
    """Primary, gateway, replica and intake, with the wall set up and the profile's districts in it."""
    with running_topology(HOME, unsafe=True, demo=True) as running:
        running.manage("heartbeat", "--once")
        running.manage("collectstatic", "--no-input", "--verbosity=0", public=PUBLIC)
        yield running


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
