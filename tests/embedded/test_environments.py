import pytest
from psycopg.conninfo import conninfo_to_dict

from allimi.embedded.credentials import load_secrets
from allimi.embedded.environments import (
    app_environment,
    options_from,
    passfile,
    public_environment,
    publisher_conninfo,
    read_environment,
    relay_environment,
    reporters_environment,
    write_environment,
    write_environments,
)
from allimi.embedded.topology import Topology

PUBLIC_SECRETS = ("public_key", "public", "submitter")
INSIDE_SECRETS = ("internal_key", "internal", "reporters_key", "reporters", "publisher", "collector")


@pytest.fixture
def topology(tmp_path):
    return Topology(home=tmp_path)


@pytest.fixture
def secrets(topology):
    return load_secrets(topology)


def test_public_app_is_told_no_secret_of_the_inside(topology, secrets):
    told = "".join(public_environment(topology, secrets, options_from({})).values())
    assert all(getattr(secrets, name) not in told for name in (*INSIDE_SECRETS, "streamer"))
    assert all(getattr(secrets, name) in told for name in PUBLIC_SECRETS)
    assert str(topology.inside) not in told


def test_internal_app_is_told_its_own_role_alone(topology, secrets):
    told = "".join(app_environment(topology, secrets, options_from({})).values())
    others = ("publisher", "collector", "streamer", "reporters_key", "reporters", *PUBLIC_SECRETS)
    assert all(getattr(secrets, name) not in told for name in others)
    assert "postgres@" not in told


def test_reporters_desk_is_told_its_own_role_and_key_alone(topology, secrets):
    told = "".join(reporters_environment(topology, secrets, options_from({})).values())
    others = ("publisher", "collector", "streamer", "internal_key", "internal", *PUBLIC_SECRETS)
    assert all(getattr(secrets, name) not in told for name in others)
    assert secrets.reporters in told and secrets.reporters_key in told
    assert "postgres@" not in told


def test_mail_servers_password_is_told_to_the_inside_alone(topology, secrets):
    options = options_from({"ALLIMI_EMAIL_URL": "smtp://desk:geheim@mail:25"})
    assert "geheim" in "".join(app_environment(topology, secrets, options).values())
    assert "geheim" not in "".join(public_environment(topology, secrets, options).values())


def test_account_that_sends_codes_is_told_to_the_relay_alone(topology, secrets):
    sends = "messaging.backends.gateway.Backend?token=geheim"
    options = options_from({"ALLIMI_RELAY_BACKEND": sends, "ALLIMI_PROOFS_FILE": "/etc/proofs.toml"})
    relay = relay_environment(topology, secrets, options)
    assert relay["ALLIMI_RELAY_BACKEND"] == sends
    told = "".join(relay.values())
    assert not [name for name in (*PUBLIC_SECRETS, *INSIDE_SECRETS, "streamer") if getattr(secrets, name) in told]
    assert "postgresql" not in told
    public, inside = public_environment(topology, secrets, options), app_environment(topology, secrets, options)
    assert "geheim" not in str(public) + str(inside)
    assert public["ALLIMI_RELAY_TOKEN"] == relay["ALLIMI_RELAY_TOKEN"]
    assert public["ALLIMI_PROOFS_FILE"] == "/etc/proofs.toml"
    assert "ALLIMI_PROOFS_FILE" not in inside


def test_one_pmis_s_key_and_secrets_are_told_to_the_inside_alone(topology, secrets):
    options = options_from({"ALLIMI_ONEPMIS_KEY": "k3y", "ALLIMI_ONEPMIS_PUSH_SECRETS": "s1gns"})
    assert app_environment(topology, secrets, options)["ALLIMI_ONEPMIS_KEY"] == "k3y"
    told = str(public_environment(topology, secrets, options)) + str(reporters_environment(topology, secrets, options))
    assert "k3y" not in told
    assert "s1gns" not in told
    # What nobody set keeps the default of allimi/settings/link.py.
    assert "ALLIMI_ONEPMIS_SERVICES" not in options


def test_publishers_connection_string_names_a_file_and_no_secret(topology, secrets):
    conninfo = publisher_conninfo(topology)
    write_environments(topology, secrets, options_from({}))
    assert secrets.publisher not in conninfo
    assert conninfo_to_dict(conninfo)["passfile"] == str(passfile(topology))
    assert secrets.publisher in passfile(topology).read_text()


def test_environment_file_is_read_back_as_it_was(tmp_path):
    environment = {"A": "x=y # 'quoted' \"twice\" $HOME %s", "B": "", "C": "한글"}
    write_environment(tmp_path / "env", environment)
    assert read_environment(tmp_path / "env") == environment


def test_environment_with_a_line_break_is_refused(tmp_path):
    with pytest.raises(ValueError, match="A has a line break"):
        write_environment(tmp_path / "env", {"A": "x\nB=y"})


def test_options_keep_the_local_hosts_and_take_nothing_else_from_the_shell():
    options = options_from({"ALLIMI_ALLOWED_HOSTS": "a.example, b.example", "ALLIMI_PRIMARY_URL": "secret"})
    assert options["ALLIMI_ALLOWED_HOSTS"] == "a.example,b.example,localhost,127.0.0.1,[::1]"
    assert "secret" not in options.values()
