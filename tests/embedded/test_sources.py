import os

from allimi.embedded.sources import code_files, fingerprint, is_done, mark_done, static_files
from allimi.embedded.topology import ROOT


def test_fingerprint_follows_content_time_and_what_else_is_given(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("1")
    first = fingerprint([path], "seoul")
    assert fingerprint([path], "seoul") == first
    assert fingerprint([path], "da-nang") != first
    os.utime(path, (1, 1))
    assert fingerprint([path], "seoul") != first


def test_step_is_done_for_one_state_of_the_code_alone(tmp_path):
    stamp = tmp_path / "stamp"
    assert not is_done(stamp, "a")
    mark_done(stamp, "a")
    assert is_done(stamp, "a")
    assert not is_done(stamp, "b")


def test_code_holds_migrations_and_profiles_and_no_home():
    files = set(code_files())
    assert ROOT / "sites" / "profiles" / "seoul.toml" in files
    assert any(path.match("*/migrations/0001_initial.py") for path in files)
    assert not any(part.startswith(".") for path in files for part in path.relative_to(ROOT).parts)


def test_static_sources_are_files_of_the_project():
    assert all(path.is_file() and ROOT in path.parents for path in static_files())
