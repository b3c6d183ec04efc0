import os
import pwd
import socket

import pytest

from allimi.embedded.errors import EmbeddedError
from allimi.embedded.ports import port_holder, require_free


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_port_in_use_says_which_by_whom_and_what_changes_it(taken):
    with pytest.raises(EmbeddedError) as raised:
        require_free("127.0.0.1", taken, "ALLIMI_PUBLIC_PORT")
    assert f"Port {taken} is already in use" in str(raised.value)
    assert f"(process {os.getpid()})" in str(raised.value)
    assert "ALLIMI_PUBLIC_PORT=" in str(raised.value)


def test_free_port_passes_and_has_no_holder(taken):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    require_free("127.0.0.1", free, "ALLIMI_PUBLIC_PORT")
    assert port_holder(free) is None


def test_address_of_another_machine_names_its_variable():
    with pytest.raises(EmbeddedError, match="ALLIMI_BIND"):
        require_free("192.0.2.1", 8000, "ALLIMI_PUBLIC_PORT")


def test_holder_of_another_account_is_named_by_it(taken, monkeypatch):
    monkeypatch.setattr("os.readlink", lambda path: "not to be seen")
    account = pwd.getpwuid(os.getuid()).pw_name
    assert port_holder(taken) == f"a process of the account {account}"
