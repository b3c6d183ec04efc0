"""A question's whole way, phone-sized and by keyboard: proof of the phone, receipt, alert, answer, notice, rating.

`script/test tests/browser/test_voice_journey.py -s` prints what was looked at. With the Nu HTML checker's jar (npm
package vnu-jar 26.9.27) named by VNU_JAR, it reads every page too.
"""

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from allimi.embedded.apps import COLLECTOR_ENVIRONMENT
from allimi.embedded.messages import MESSAGES_ENVIRONMENT
from allimi.embedded.running import Running
from allimi.embedded.topology import Topology
from casework.models import Route
from desk.models import Official, Role
from tests.browser import asking
from tests.browser.apps import desk_environment, public_environment, served
from tests.browser.asking import Keyboard, prefix_of
from tests.browser.checking import NoBrowser, launched, nu_faults_of, page_of
from tests.browser.voice import CitizensWatcher, Watcher, relay, until, work_once
from tests.factories import make_department, make_release, make_site
from tests.internal.personas import make_persona
from tests.messaging.mail_server import MailServer, mail_server
from tests.messaging.provider import TOKEN, GatewayHandler, Provider, serving

PASSWORD = "흙과-철근-사이의-봄-21"
ANSWERS = {
    "ko": "소음이 큰 작업은 오전 여덟 시 이후에만 하도록 시공사에 지시하였습니다.",
    "en": "The contractor was told to do loud work after eight in the morning only.",
}
RATINGS = {"ko": "이제 조용합니다.", "en": "It is quiet now."}
NU = os.environ.get("VNU_JAR")


@dataclass(frozen=True)
class City:
    """What runs: the two apps' origins, and the gateway and the mail server that bring messages to people."""

    topology: Topology
    public: str
    desk: str
    gateway: Provider
    mails: MailServer
    site: str
    officer: Official

    def collect(self) -> None:
        origins = {"ALLIMI_PUBLIC_ORIGIN": self.public, "ALLIMI_DESK_ORIGIN": self.desk}
        work_once("collect", self.topology.inside / COLLECTOR_ENVIRONMENT, **origins)

    def send(self) -> None:
        ways = {
            "ALLIMI_SMS": by_gateway(self.gateway),
            "ALLIMI_MESSAGE_EMAIL": "messaging.backends.smtp.Backend",
            "ALLIMI_EMAIL_URL": f"smtp://127.0.0.1:{self.mails.port}",
        }
        work_once("send_messages", self.topology.inside / MESSAGES_ENVIRONMENT, **ways)

    def sent_to(self, number: str) -> list[str]:
        """Everything that the gateway was given for this telephone, the oldest first."""
        digits = re.sub(r"\D", "", number)
        copies = [copy for copy in self.gateway.copies if re.sub(r"\D", "", copy["to"]) == digits]
        return [json.dumps(copy, ensure_ascii=False) for copy in copies]


def by_gateway(gateway: Provider) -> str:
    return f"messaging.backends.gateway.Backend?url={gateway.address}&token={TOKEN}"


@pytest.fixture(scope="module")
def officer(topology: Running, django_db_blocker: DjangoDbBlocker) -> Official:
    """Who answers for the site's department, by e-mail and by telephone."""
    with django_db_blocker.unblock():
        department = make_department(name="시설국 토목부", phone="02-2133-1000")
        made = make_persona(
            Role.EDITOR,
            department,
            full_name="이담당",
            email="voice@example.com",
            direct_phone="010-9876-5432",
            office_phone="02-2133-1234",
        )
        made.set_password(PASSWORD)
        made.save()
    return made


@pytest.fixture(scope="module")
def city(topology: Running, officer: Official, django_db_blocker: DjangoDbBlocker) -> Iterator[City]:
    with django_db_blocker.unblock():
        site = make_site(department=officer.department)
        make_release("site", site=site, name="물어볼 공사", name_en="Works to ask about")
        Route.objects.create(place=0, site=site, department=officer.department, category="소음")
    topology.manage("collectstatic", "--no-input", "--verbosity=0", public=True)
    places = topology.topology
    with ExitStack() as stack:
        gateway = stack.enter_context(serving(GatewayHandler))
        mails = stack.enter_context(mail_server())
        stack.enter_context(relay(topology, ALLIMI_RELAY_BACKEND=by_gateway(gateway)))
        public = stack.enter_context(served(topology, public_environment(places)))
        origins = {"ALLIMI_PUBLIC_ORIGIN": public, "ALLIMI_SECOND_FACTOR": "offered"}
        desk = stack.enter_context(served(topology, desk_environment(places), **origins))
        yield City(places, public, desk, gateway, mails, site.code, officer)


@dataclass
class Desk:
    """The officer at a telephone of his own."""

    city: City
    look: Watcher
    keyboard: Keyboard
    language: str

    def sign_in(self, address: str) -> None:
        """Opens what the alert names, and is let in."""
        page = self.keyboard.page
        page.goto(address.replace("/admin/", f"{prefix_of(self.language)}/admin/"))
        self.look(page, "sign-in")
        self.keyboard.type("#id_login", self.city.officer.username)
        self.keyboard.type("#id_password", PASSWORD)
        self.keyboard.press("form:has(#id_password) button")

    def answer(self, number: str) -> None:
        """Takes the case, finds it again on the first page, drafts and sends."""
        page = self.keyboard.page
        self.look(page, "case-new")
        self.keyboard.press("form[action$='/take/'] button")
        self.look(page, "case-taken")
        self.keyboard.press(".breadcrumbs a")
        self.look(page, "first-page")
        self.keyboard.press(f"main a[href$='/{number}/']")
        self.keyboard.type("#draft-text", ANSWERS[self.language])
        self.keyboard.press(".case-draft input[type=submit]")
        self.look(page, "case-drafted")
        self.keyboard.press("form[action$='/answer/'] button")
        self.look(page, "case-answered")

    def read_rating(self, number: str) -> str:
        """The answer's part of the case, opened from the queue of what is done."""
        page = self.keyboard.page
        page.goto(f"{self.city.desk}{prefix_of(self.language)}/admin/casework/case/?queue=done")
        self.look(page, "queue")
        self.keyboard.press(f"main a[href$='/{number}/']")
        self.look(page, "case-rated")
        return str(page.locator("section[aria-labelledby=answer]").inner_text())


@pytest.mark.parametrize(
    ("language", "javascript", "phone"),
    [("ko", False, "010-7100-0001"), ("en", True, "010-7100-0002")],
    ids=["ko-plain", "en-scripts"],
)
def test_a_question_is_answered_in_private_and_the_answer_rated(
    city: City, language: str, javascript: bool, phone: str, tmp_path: Path
) -> None:
    began = time.monotonic()
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(launched())
        except NoBrowser as error:
            pytest.skip(str(error))
        pages = [stack.enter_context(page_of(browser, width=360)) for _each in range(2)]
        look, at_desk = CitizensWatcher(*pages[0], javascript=javascript), Watcher(*pages[1])
        citizen, desk = Keyboard(look.page), Desk(city, at_desk, Keyboard(at_desk.page), language)
        receipt = ask(city, citizen, look, language, phone)
        number = alert_reaches(city, desk, receipt)
        desk.answer(number)
        notice = notice_reaches(city, phone, receipt, language)
        read_and_rate(citizen, look, notice, receipt, language)
        city.collect()
        with override(language):
            rated = _("Rated %(points)s of 5") % {"points": 4}
        assert f"{rated}: {RATINGS[language]}" in desk.read_rating(number)
        faults = look.faults + at_desk.faults + by_nu({**look.seen, **at_desk.seen}, tmp_path)
    print(f"\n{language}, {'with' if javascript else 'without'} JavaScript, {time.monotonic() - began:.0f} s:", end=" ")
    print(f"{len(look.seen)} pages of the citizen ({citizen.keys} keys),", end=" ")
    print(f"{len(at_desk.seen)} of the officer ({desk.keyboard.keys} keys), no click", end="")
    print("" if NU else "; LEFT OUT: the Nu HTML checker (VNU_JAR)")
    assert faults == []


def ask(city: City, citizen: Keyboard, look: CitizensWatcher, language: str, phone: str) -> tuple[str, str]:
    """With the code that the gateway brought to the telephone; what was sent is collected."""

    def code() -> str:
        until(lambda: city.sent_to(phone))
        found = re.search(r"\b\d{7}\b", city.sent_to(phone)[-1])
        assert found
        return found[0]

    options = {"language": language, "site": city.site, "number": phone, "code": code, "audience": "private"}
    receipt = asking.ask(citizen, city.public, look, **options)
    city.collect()
    return receipt


def alert_reaches(city: City, desk: Desk, receipt: tuple[str, str]) -> str:
    """The officer hears at once, by mail and by telephone, and opens what they name. The case's number."""
    already = len(city.mails.of(city.officer.email)), len(city.sent_to(city.officer.direct_phone))
    city.send()
    (mail,) = city.mails.of(city.officer.email)[already[0] :]
    (short,) = city.sent_to(city.officer.direct_phone)[already[1] :]
    told = f"{mail['Subject']}\n{mail.get_payload(decode=True).decode()}"
    tells_nothing([told, short], desk.language, receipt)
    address = told.split()[-1]
    assert address.startswith(f"{city.desk}/admin/") and address in short
    desk.sign_in(address)
    return address.rstrip("/").rpartition("/")[2]


def notice_reaches(city: City, phone: str, receipt: tuple[str, str], language: str) -> str:
    """The address that the last of the citizen's notices names."""
    already = len(city.sent_to(phone))
    city.send()
    new = city.sent_to(phone)[already:]
    tells_nothing(city.sent_to(phone), language, receipt)
    assert receipt[0] in new[-1]
    return str(json.loads(new[-1])["text"]).split()[-1]


def tells_nothing(messages: list[str], language: str, receipt: tuple[str, str]) -> None:
    """Of what was asked, answered, and by whom; nor the receipt's secret."""
    title, text = asking.WORDS[language]
    for kept in (title, *text.splitlines(), ANSWERS[language], asking.NAME, receipt[1]):
        assert not [message for message in messages if kept in message], kept


def read_and_rate(
    citizen: Keyboard, look: CitizensWatcher, address: str, receipt: tuple[str, str], language: str
) -> None:
    """At the address of the notice, in the language of the question."""
    answer = f".letters li:has-text('{ANSWERS[language]}')"
    asking.look_up(citizen, address, look, receipt=receipt, until=answer)
    assert citizen.page.locator("html").get_attribute("lang") == language
    look(citizen.page, "status-answered")
    asking.rate(citizen, look, points=4, words=RATINGS[language])


def by_nu(seen: dict[str, str], folder: Path) -> list[str]:
    for name, html in seen.items():
        Path(folder, f"{name}.html").write_text(html, encoding="utf-8")
    return nu_faults_of(Path(NU), folder) if NU else []
