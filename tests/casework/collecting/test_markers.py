"""Law 4, byte by byte: nothing that a citizen writes is in a file of the DMZ, and the search finds it inside."""

import secrets
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from allimi.embedded.running import Running
from allimi.wall import connections
from casework.collecting.fetching import fetch
from casework.collecting.handing_over import hand_over_all
from tests.wall.crossing import files_with

from .conftest import Desk
from .dmz import Dmz


@pytest.fixture
def marker() -> Iterator[str]:
    yield f"mk{secrets.token_hex(4)}"


def disguises(marker: str) -> list[str]:
    """The marker, and what it would look like as a bytea in a log or as base64 wherever it begins."""
    plain = marker.encode()
    aligned = [b64encode(b"x" * shift + plain).decode()[shift * 2 : -4] for shift in range(3)]
    return [marker, plain.hex(), *aligned]


def checkpoint(*clusters: str) -> None:
    for cluster in clusters:
        with connections.connect(cluster) as connection:
            connection.execute("CHECKPOINT")


def test_what_a_citizen_confided_is_in_no_file_of_the_dmz(live: Running, desk: Desk, dmz: Dmz, marker: str) -> None:
    topology = live.topology
    folders: list[Path] = [topology.dmz, topology.gateway.data, topology.log]
    dmz.send(f"제 이름은 {marker}입니다", phone=marker, files=(f"주민등록 {marker}", f"{marker} " * 40_000))

    checkpoint("intake_admin", "gateway_admin")
    waiting = files_with(disguises(marker), folders)
    assert {name: files for name, files in waiting.items() if files} == {}

    while fetch():
        pass
    hand_over_all()
    checkpoint("intake_admin", "gateway_admin", "primary_admin")
    gone = files_with(disguises(marker), folders)
    assert {name: files for name, files in gone.items() if files} == {}
    assert files_with([marker], [topology.primary.data])[marker], "the search finds it where it may be"


def test_the_private_key_is_in_no_file_of_the_dmz(live: Running) -> None:
    topology = live.topology
    keys = [path.read_text() for path in (topology.inside / "voice_keys").glob("*.key")]
    private = [text.split('"private": "')[1][:64] for text in keys]
    assert private
    found = files_with(private, [topology.dmz, topology.gateway.data, topology.log])
    assert [files for files in found.values() if files] == []
    assert all(key not in str(live.environment(public=True)) for key in private)
