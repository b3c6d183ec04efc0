import stat

import pytest

from allimi.embedded.environments import options_from, read_environment
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.home import hold_home, is_held, make_folders, prepare_home
from allimi.embedded.topology import Topology


def test_home_is_open_to_its_owner_alone(tmp_path):
    topology = Topology(home=tmp_path / "home")
    prepare_home(topology, options_from({}))
    for path in topology.home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_secrets_stay_and_options_follow_at_a_second_start(tmp_path):
    topology = Topology(home=tmp_path)
    prepare_home(topology, options_from({}))
    before = read_environment(topology.dmz / "public.env")
    prepare_home(topology, options_from({"ALLIMI_PROFILE": "da-nang"}))
    after = read_environment(topology.dmz / "public.env")
    assert after == {**before, "ALLIMI_PROFILE": "da-nang"}


def test_second_server_is_refused_with_the_addresses(tmp_path):
    topology = Topology(home=tmp_path, public_port=8123)
    make_folders(topology)
    assert not is_held(topology)
    with hold_home(topology):
        assert is_held(topology)
        with pytest.raises(EmbeddedError, match="http://localhost:8123"), hold_home(topology):
            pass
    assert not is_held(topology)


def test_home_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EmbeddedError, match="ALLIMI_HOME"):
        make_folders(Topology(home=tmp_path / "file" / "home"))


def test_home_that_cannot_be_written_says_so(tmp_path):
    topology = Topology(home=tmp_path)
    make_folders(topology)
    topology.run.chmod(0o500)
    try:
        (topology.run / "probe").touch()
    except PermissionError:
        with pytest.raises(EmbeddedError, match="cannot be written"):
            make_folders(topology)
    else:
        pytest.skip("this account may write everywhere")
    finally:
        topology.run.chmod(0o700)
