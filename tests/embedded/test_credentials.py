import stat

from allimi.embedded.credentials import load_secrets, read_or_create, replace_file
from allimi.embedded.topology import Topology


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_secret_is_written_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "secrets" / "key"
    first = read_or_create(path)
    assert read_or_create(path) == first
    assert len(first) >= 40
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["key"]


def test_secret_that_another_process_wrote_meanwhile_wins(tmp_path, monkeypatch):
    path = tmp_path / "key"
    path.write_text("theirs")
    monkeypatch.setattr(type(path), "exists", lambda self: False)
    assert read_or_create(path) == "theirs"


def test_all_secrets_differ_and_survive_a_second_start(tmp_path):
    topology = Topology(home=tmp_path)
    secrets = load_secrets(topology)
    assert load_secrets(topology) == secrets
    assert len(set(vars(secrets).values())) == 12


def test_dmz_folder_holds_no_secret_of_the_inside(tmp_path):
    topology = Topology(home=tmp_path)
    secrets = load_secrets(topology)
    dmz = "".join(path.read_text() for path in topology.dmz.rglob("*") if path.is_file())
    for name in ("internal_key", "internal", "reporters_key", "reporters", "publisher", "collector"):
        assert getattr(secrets, name) not in dmz


def test_replaced_file_stays_private(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")
    path.chmod(0o644)
    replace_file(path, "new 한글")
    assert path.read_text("utf-8") == "new 한글"
    assert mode(path) == 0o600
