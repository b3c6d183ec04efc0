"""Identity-verification agencies of PortOne's shape, and the I-PIN adapter, against a service on loopback."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from allimi.embedded.running import Running

from .loopback import Asked, Loopback, serving
from .visit import Visit, path_of, some_number

EN = "/en"
OTP = "135790"
CI = "the-agencies-own-number-of-a-person"
PERSON = {"name": "박한강", "operator": "SKT", "identity": "900101-1"}


@dataclass
class Service:
    """What it was told of each verification; `fault` is a status that it answers to everything with."""

    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    customer: dict[str, Any] = field(default_factory=lambda: {"name": "박한강", "ci": CI, "phoneNumber": "01098765432"})
    fault: int = 0
    server: Loopback = field(init=False)

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if self.fault:
            return self.fault, {"type": "UNAUTHORIZED" if self.fault == 401 else "PG_PROVIDER", "message": "…"}
        assert asked.headers["Authorization"] == "PortOne s3cret"
        _empty, collection, number, *what = asked.path.split("/")
        assert collection == "identity-verifications"
        if what == ["send"]:
            return self._send(number, asked.body)
        if what == ["start"]:
            self.told[number] = asked.body
            return 200, {"url": f"{self.server.address}/enter-your-ipin?id={number}"}
        if what == ["confirm"]:
            if asked.body.get("otp", OTP) != OTP or self.told[number].get("method") == "APP" and not self.confirmed:
                return 400, {"type": "PG_PROVIDER"}
            self.confirmed.add(number)
        status = "VERIFIED" if number in self.confirmed else "READY"
        return 200, {"id": number, "status": status, "verifiedCustomer": self.customer}

    def _send(self, number: str, body: dict[str, Any]) -> tuple[int, Any]:
        if body["customer"]["name"] != "박한강":
            return 400, {"type": "PG_PROVIDER"}
        self.told[number] = body
        return 200, {}


@pytest.fixture
def service(live: Running, settings: Settings) -> Iterator[Service]:
    service = Service()
    with serving(service.answer) as service.server:
        agency = {"secret": "s3cret", "store": "store-1", "api": service.server.address}
        backends = "complaints.verifying.backends"
        settings.PROOFS = {
            "portone": {"backend": f"{backends}.portone.PortOne", "channel": "channel-1", **agency},
            "ipin": {"backend": f"{backends}.ipin.IPin", **agency},
        }
        yield service


def at_the_code(visit: Visit, number: str, **person: str) -> Visit:
    visit.begin(language=EN).press(proof="portone")
    return visit.press(**{**PERSON, "number": number, **person})


def test_agency_confirms_a_name_with_the_telephone_company(service: Service, visit: Visit) -> None:
    number = some_number()
    at_the_code(visit, number)
    [body] = service.told.values()
    assert body == {
        "storeId": "store-1",
        "channelKey": "channel-1",
        "operator": "SKT",
        "method": "SMS",
        "customer": {
            "name": "박한강",
            "phoneNumber": number,
            "ipAddress": visit.address,
            "identityNumber": "9001011",
        },
    }
    assert "9001011" not in visit.html and number not in visit.html
    verified = visit.press(otp=OTP).verified
    assert verified is not None
    assert (verified.method, verified.name, verified.phone) == ("portone", "박한강", "01098765432")
    assert verified.subject == hashlib.sha256(f"portone\0{CI}".encode()).hexdigest()


def test_wrong_code_of_the_agency_may_be_corrected(service: Service, visit: Visit) -> None:
    at_the_code(visit, some_number()).press(otp="000000")
    assert "The code is not right" in visit.errors
    assert "The code has six digits" in visit.press(otp="12").errors
    assert visit.press(otp=OTP).verified is not None


def test_app_confirms_without_a_code_and_without_a_resident_number(
    service: Service, visit: Visit, settings: Settings
) -> None:
    settings.PROOFS = {"portone": {**settings.PROOFS["portone"], "by": "APP"}}
    visit.begin(language=EN).press(name="박한강", operator="KT", number=some_number())
    assert visit.heading == "Confirm it in the PASS app"
    [(number, body)] = service.told.items()
    assert "identityNumber" not in body["customer"] and body["method"] == "APP"
    assert "not confirmed in the app yet" in visit.press().html
    service.confirmed.add(number)
    assert visit.press().verified is not None


def test_person_whom_the_agency_does_not_know_may_be_corrected(service: Service, visit: Visit) -> None:
    number = some_number()
    at_the_code(visit, number, name="다른사람")
    assert "does not know this person" in visit.errors and f'value="{number}"' in visit.html
    at_the_code(visit, number, name="", identity="1")
    assert "Write your name" in visit.errors and "first seven digits" in visit.errors


@pytest.mark.parametrize("status", [401, 500])
def test_agency_that_fails_is_told_and_nothing_is_lost(
    service: Service, visit: Visit, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    service.fault = status
    number = some_number()
    at_the_code(visit, number)
    assert "does not answer. Nothing is lost" in visit.errors
    assert visit.press().heading == "How do you want to show who you are?"
    assert f"HTTP {status}" in caplog.text and number not in caplog.text and "박한강" not in caplog.text


def test_caps_hold_for_the_agencys_messages_too(service: Service, visit: Visit, settings: Settings) -> None:
    settings.CODE_CAPS = ["number=1/day"]
    number = some_number()
    at_the_code(visit, number)
    assert "Too many codes" in at_the_code(visit, number).errors
    assert len(service.told) == 1


def test_agency_that_names_nobody_proves_nothing(service: Service, visit: Visit) -> None:
    service.customer = {"name": "박한강"}
    assert "did not say who you are" in at_the_code(visit, some_number()).press(otp=OTP).errors


def leaving(service: Service, visit: Visit) -> tuple[str, str]:
    """At the link to the agency's page: the verification's number, and where the agency returns the citizen."""
    visit.begin(language=EN).press(proof="ipin")
    assert urlsplit(visit.way_out).path == "/enter-your-ipin"
    number = parse_qs(urlsplit(visit.way_out).query)["id"][0]
    return number, service.told[number]["redirectUrl"]


def test_ipin_is_entered_at_the_agency(service: Service, visit: Visit) -> None:
    number, returning = leaving(service, visit)
    service.confirmed.add(number)
    assert visit.get(path_of(returning)).heading == "Thank you: we know now who writes"
    verified = visit.press().verified
    assert verified is not None and (verified.method, verified.name) == ("ipin", "박한강")


def test_return_without_an_ipin_proves_nothing(service: Service, visit: Visit) -> None:
    _number, returning = leaving(service, visit)
    assert "did not say who you are" in visit.get(path_of(returning)).errors


def test_return_of_another_browser_leads_nowhere(service: Service, visit: Visit) -> None:
    number, returning = leaving(service, visit)
    service.confirmed.add(number)
    assert Visit(headers=visit.headers).get(path_of(returning)).status == 400
