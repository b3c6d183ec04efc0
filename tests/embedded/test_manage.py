import os
import subprocess
import sys

import pytest

from allimi.embedded.manage import enter_environment
from allimi.embedded.topology import ROOT, Topology


@pytest.fixture
def clean_environ(monkeypatch):
    """What the function does to the environment is undone after the test."""
    monkeypatch.setattr(os, "environ", dict(os.environ))


def manage(home, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "allimi.embedded.manage", *arguments],
        cwd=ROOT,
        env={**os.environ, "ALLIMI_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.usefixtures("clean_environ")
def test_settings_of_the_callers_shell_do_not_reach_the_public_side(tmp_path):
    os.environ["ALLIMI_PRIMARY_ADMIN_URL"] = "the operator's"
    enter_environment(Topology(home=tmp_path), public=True)
    assert "ALLIMI_PRIMARY_ADMIN_URL" not in os.environ
    assert "ALLIMI_PRIMARY_URL" not in os.environ
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "allimi.settings.public"


@pytest.mark.usefixtures("clean_environ")
def test_inside_has_the_operators_environment(tmp_path):
    enter_environment(Topology(home=tmp_path), public=False)
    assert os.environ["ALLIMI_PRIMARY_ADMIN_URL"].startswith("postgresql://postgres@/allimi")
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "allimi.settings.internal"


def test_command_that_needs_a_database_says_what_to_start(short_home):
    done = manage(short_home, "sync_profile")
    assert done.returncode == 1
    assert "start script/server first" in done.stderr
    assert "Traceback" not in done.stderr


def test_failing_command_keeps_its_exit_code(short_home):
    assert manage(short_home, "no_such_command").returncode == 1


def test_command_without_database_works_before_the_first_start(short_home):
    done = manage(short_home, "--public", "check")
    assert done.returncode == 0, done.stderr
