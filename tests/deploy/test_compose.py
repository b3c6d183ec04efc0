"""The compose file's networks are the wall: what it says is asserted here, since no engine runs in a test."""

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PUBLIC = ("public", "posts")  # one app: what is read, what is sent
CLUSTERS = ("primary", "gateway", "replica", "intake")
DMZ = ("replica", "intake", *PUBLIC, "nginx")
NEITHER = ("relay",)  # of neither side


def networks(service: str) -> set[str]:
    return set(SERVICES[service].get("networks", ()))


def secrets(service: str) -> set[str]:
    return set(SERVICES[service].get("secrets", ()))


def subnet(network: str) -> Any:
    return ip_network(COMPOSE["networks"][network]["ipam"]["config"][0]["subnet"])


def hba(cluster: str) -> Iterator[list[str]]:
    for line in (DEPLOY / "postgresql" / f"{cluster}.hba.conf").read_text().splitlines():
        if line and not line.startswith("#"):
            yield line.split()


def test_services_on_the_dmz_are_the_ones_this_test_knows() -> None:
    assert {name for name in SERVICES if "dmz" in networks(name)} == set(DMZ)


@pytest.mark.parametrize("service", DMZ)
def test_service_of_the_dmz_shares_no_network_with_the_primary(service: str) -> None:
    assert not networks(service) & networks("primary")


@pytest.mark.parametrize("service", DMZ)
def test_service_of_the_dmz_shares_no_volume_with_the_inside(service: str) -> None:
    def volumes(name: str) -> set[str]:
        return {volume.split(":")[0] for volume in SERVICES[name].get("volumes", ()) if volume[0] != "."}

    for inside in (
        "primary",
        "gateway",
        "internal",
        "heartbeat",
        "nag",
        "figures",
        "collector",
        "files",
        "prints",
        "messages",
    ):
        assert not volumes(service) & volumes(inside)


def test_stream_is_shared_by_gateway_and_replica_alone() -> None:
    assert {name for name in SERVICES if "stream" in networks(name)} == {"gateway", "replica"}


def test_inside_and_dmz_meet_in_no_service() -> None:
    assert not [name for name in SERVICES if {"inside", "dmz"} <= networks(name)]


def test_only_replica_of_the_dmz_reaches_the_gateway() -> None:
    assert [name for name in DMZ if networks(name) & networks("gateway")] == ["replica"]


def test_reporters_desk_reaches_the_primary_and_nothing_else() -> None:
    assert networks("reporters") == {"reports", "field"}
    assert {name for name in SERVICES if "reports" in networks(name)} == {"primary", "reporters"}
    assert COMPOSE["networks"]["reports"]["internal"] is True
    assert {name for name in SERVICES if "field" in networks(name)} == {"reporters"}


def test_reporters_desk_shares_no_secret_with_the_internal_app() -> None:
    others = set().union(*(secrets(name) for name in SERVICES if name != "reporters"))
    assert not secrets("reporters") & others
    assert [line[3] for line in hba("primary") if line[2] == "allimi_reporters" and line[0] == "host"] == [
        str(subnet("reports"))
    ]


def test_collector_reaches_the_intake_from_inside() -> None:
    assert {name for name in SERVICES if "collect" in networks(name)} == {"intake", "collector"}
    assert networks("collector") == {"inside", "collect"}
    assert not [name for name in DMZ if name != "intake" and "collect" in networks(name)]
    assert "collect" not in networks("primary") | networks("gateway")


@pytest.mark.parametrize(
    ("scanner", "askers", "fetcher"),
    [("clamd-dmz", PUBLIC, "freshclam-dmz"), ("clamd-inside", ("files",), "freshclam-inside")],
)
def test_scanner_reaches_who_asks_it_and_nothing_else(scanner: str, askers: tuple[str, ...], fetcher: str) -> None:
    (network,) = networks(scanner)
    assert {name for name in SERVICES if network in networks(name)} == {scanner, *askers}
    assert COMPOSE["networks"][network]["internal"] is True
    assert all(f"{scanner}:3310" in SERVICES[asker]["environment"]["ALLIMI_CLAMD"] for asker in askers)
    (way_out,) = networks(fetcher)
    assert {name for name in SERVICES if way_out in networks(name)} == {fetcher}
    volumes = [volume for volume in SERVICES[scanner]["volumes"] if volume.startswith("signatures")]
    assert volumes == [f"{SERVICES[fetcher]['volumes'][1]}:ro"]
    others = [name for name in SERVICES if name not in (scanner, fetcher)]
    assert not [name for name in others if volumes[0].split(":")[0] in str(SERVICES[name].get("volumes", ""))]


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_cluster_is_on_closed_networks_and_publishes_no_port(cluster: str) -> None:
    assert "ports" not in SERVICES[cluster]
    assert all(COMPOSE["networks"][name]["internal"] is True for name in networks(cluster))


def test_wall_job_has_no_network() -> None:
    assert SERVICES["wall"]["network_mode"] == "none"
    assert not networks("wall")


def test_no_secret_serves_both_sides_of_the_wall() -> None:
    inside = [name for name in SERVICES if name not in (*DMZ, *NEITHER)]
    for outer in DMZ:
        for inner in inside:
            assert not secrets(outer) & secrets(inner), (outer, inner)


def test_relay_has_one_neighbour_and_no_way_to_any_cluster() -> None:
    assert networks("relay") == {"hand", "carrier"}
    assert {name for name in SERVICES if "hand" in networks(name)} == {*PUBLIC, "relay"}
    assert {name for name in SERVICES if "carrier" in networks(name)} == {"relay"}
    assert COMPOSE["networks"]["hand"]["internal"] is True
    assert not re.search("postgresql|_URL|DATABASE", str(SERVICES["relay"]["environment"]))
    assert SERVICES["relay"]["environment"]["WEB_CONCURRENCY"] == 1  # its caps are in the memory of one process


def test_account_that_sends_codes_is_the_relays_alone() -> None:
    others = set().union(*(secrets(name) for name in SERVICES if name != "relay"))
    assert secrets("relay") & others == {"relay_token"}
    assert "relay_token" in secrets("public")


def test_public_app_has_no_way_out_unless_the_city_opens_one() -> None:
    assert networks("public") == {"dmz", "hand", "beyond", "scan"}
    assert {name for name in SERVICES if "beyond" in networks(name)} == set(PUBLIC)
    assert COMPOSE["networks"]["beyond"]["internal"] == "${ALLIMI_BEYOND_CLOSED:-true}"


def test_private_keys_are_the_collectors_alone() -> None:
    """Law 4: no other service has the folder, and the public app is told public keys."""
    having = [name for name, service in SERVICES.items() if "voice_keys" in str(service.get("volumes", ""))]
    assert having == ["collector"]
    assert "collector_url" not in set().union(*(secrets(name) for name in SERVICES if name != "collector"))
    assert "ALLIMI_VOICE_KEYS" not in SERVICES["public"]["environment"]
    assert {SERVICES[name]["ulimits"]["core"] for name in (*PUBLIC, "collector")} == {0}


def test_public_app_knows_no_variable_of_the_inside() -> None:
    assert not re.search("PRIMARY|GATEWAY|PUBLISHER|STREAM|ADMIN|COLLECTOR", str(SERVICES["public"]["environment"]))


def test_settings_choose_the_side() -> None:
    for name, service in SERVICES.items():
        if service["image"] == "allimi":
            side = "public" if name in PUBLIC else name if name in ("reporters", "relay") else "internal"
            assert service["environment"]["DJANGO_SETTINGS_MODULE"] == f"allimi.settings.{side}"


@pytest.mark.parametrize("service", SERVICES)
def test_image_is_pinned_to_a_version(service: str) -> None:
    image = SERVICES[service]["image"]
    assert image == "allimi" or re.fullmatch(r"(postgres|nginx):\d+(\.\d+)+-[a-z]+|clamav/clamav:\d+(\.\d+){2}", image)


@pytest.mark.parametrize("service", SERVICES)
def test_service_is_hardened(service: str) -> None:
    facts = SERVICES[service]
    assert facts["read_only"] is True
    assert facts["cap_drop"] == ["ALL"]
    assert facts["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in facts
    assert not [volume for volume in facts.get("volumes", ()) if "docker.sock" in volume]
    user = facts.get("user", "10001:10001 by the Dockerfile")
    assert re.match(r"[1-9]\d*:[1-9]\d*", user)


def test_secret_is_nowhere_in_the_text() -> None:
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if value == f"${{{variable}:-}}":
                continue  # given by the host's environment, and empty without
            if re.search("SECRET|PASSWORD|_URL", variable) and not variable.endswith("_FILE"):
                assert variable.endswith("_ADMIN_URL"), (name, variable)
                assert re.fullmatch(r"postgresql://postgres@/allimi\?host=/run/allimi/\w+", value)
    assert not re.search(
        r"POSTGRES_PASSWORD|HOST_AUTH_METHOD|://[^@/\s]*:[^@/\s]+@", (DEPLOY / "compose.yaml").read_text()
    )


def test_every_secret_that_is_read_is_mounted_and_made() -> None:
    makes = runpy.run_path(str(DEPLOY / "make-secrets"))
    made = makes["contents"](dict.fromkeys(makes["ROLES"], "x"))
    assert set(COMPOSE["secrets"]) == set(made)
    for name, service in SERVICES.items():
        read = set(re.findall(r"/run/secrets/(\w+)", str(service.get("environment", ""))))
        if name == "wall":
            read.discard("publisher_passfile")  # where the gateway, not this job, has it
        assert read <= secrets(name)
        inside = ("internal", "heartbeat", "nag", "onepmis", "figures", "collector", "files", "prints", "messages")
        apps = (*inside, "reporters", *PUBLIC, "relay")
        owner = 10001 if name in apps else 999
        assert {made[secret][0] for secret in secrets(name)} <= {owner}
    assert not [text for _, text in made.values() if text.endswith("\n")]


def test_make_secrets_writes_files_for_one_reader_each(tmp_path: Path) -> None:
    directory = tmp_path / "secrets"
    command = [sys.executable, str(DEPLOY / "make-secrets"), "--directory", str(directory)]
    done = subprocess.run(command, capture_output=True, text=True)
    if os.geteuid() != 0:
        assert done.returncode == 1 and "sudo" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    texts = {path.name: path.read_text() for path in directory.iterdir()}
    assert set(texts) == set(COMPOSE["secrets"])
    assert {path.stat().st_mode & 0o777 for path in directory.iterdir()} == {0o600}
    assert not any(text in done.stdout for text in texts.values())
    subprocess.run(command, check=True, capture_output=True)
    assert texts == {path.name: path.read_text() for path in directory.iterdir()}


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_hba_trusts_nobody_and_refuses_the_rest(cluster: str) -> None:
    lines = list(hba(cluster))
    assert {line[-1] for line in lines if "map=superuser" not in line} == {"scram-sha-256", "reject"}
    assert ["local", "all", "postgres", "peer", "map=superuser"] in lines
    for end in (["local", "all", "all", "reject"], ["host", "all", "all", "all", "reject"]):
        assert end in lines
    assert lines[-1] == ["host", "replication", "all", "all", "reject"]
    assert not [line for line in lines if line[0] == "host" and "postgres" in line]


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_hba_addresses_lie_in_the_networks_of_the_cluster(cluster: str) -> None:
    for line in hba(cluster):
        if line[0] == "host" and line[-1] != "reject":
            address = ip_network(line[3])
            assert any(address.subnet_of(subnet(name)) for name in networks(cluster)), line


def test_primary_admits_the_publisher_from_the_gateway_alone_and_no_base_backup() -> None:
    address = SERVICES["gateway"]["networks"]["inside"]["ipv4_address"]
    lines = list(hba("primary"))
    assert [line[3] for line in lines if line[2] == "allimi_publisher"] == [f"{address}/32"]
    assert not [line for line in lines if line[1] == "replication" and line[-1] != "reject"]
    assert not [line for line in lines if re.search("streamer|public|submitter|collector", line[2])]


def test_fixed_addresses_lie_in_their_networks_and_differ() -> None:
    fixed = [
        (network, facts["ipv4_address"])
        for service in SERVICES.values()
        if isinstance(service.get("networks"), dict)
        for network, facts in service["networks"].items()
        if facts
    ]
    assert all(ip_address(address) in subnet(network) for network, address in fixed)
    assert len({address for _, address in fixed}) == len(fixed)
    closed = [subnet(name) for name, facts in COMPOSE["networks"].items() if facts]
    assert not [pair for pair in combinations(closed, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("name", PUBLIC)
def test_nginx_asks_the_addresses_of_the_public_app(name: str) -> None:
    address = SERVICES[name]["networks"]["dmz"]["ipv4_address"]
    upstream = rf"upstream allimi_{name} \{{\s+server {re.escape(address)}:8000;"
    assert re.search(upstream, (DEPLOY / "nginx" / "nginx.conf").read_text())


def test_what_is_sent_is_taken_by_the_same_app_with_less_of_the_processor() -> None:
    read, sent = ({**SERVICES[name], "networks": networks(name)} for name in PUBLIC)
    assert sent.pop("cpu_shares") < 1024
    assert read == sent
