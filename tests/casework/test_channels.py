"""Handing a case to another channel of the city: over HTTP to a fake on loopback, and through folders."""

import datetime
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from casework import actions
from casework.models import CaseState, ChannelHandOver
from complaints.petitions import Place
from desk.actions import ActionError
from desk.models import Official
from tests.casework.making import make_case


class Fake(ThreadingHTTPServer):
    """A channel that takes each number once, and answers when it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: dict[str, dict[str, str]] = {}
        self.answers: dict[str, str] = {}
        self.is_broken = False


class Handler(BaseHTTPRequestHandler):
    server: Fake

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != "Bearer key" or self.server.is_broken:
            return self._say(503, {})
        self.server.taken[self.headers["Idempotency-Key"]] = body
        return self._say(200, {"reference": f"E-{body['number']}"})

    def do_GET(self) -> None:
        return self._say(200, {"answer": self.server.answers.get(self.path.rpartition("/")[2], "")})

    def _say(self, status: int, content: dict[str, str]) -> None:
        text = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_parts: object) -> None:
        pass


@pytest.fixture
def fake() -> Iterator[Fake]:
    server = Fake()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


NOW = timezone.now()


def test_a_case_goes_to_the_channel_and_its_answer_comes_back_sealed(
    officer: Official, fake: Fake, settings: Settings
) -> None:
    settings.CITY_CHANNEL = f"casework.channels.http.Channel?url=http://127.0.0.1:{fake.server_port}/cases&token=key"
    case = make_case(officer=officer)
    actions.hand_to_channel(case=case, reason="응답소에서 처리합니다.", by=officer, now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.ELSEWHERE
    assert fake.taken[case.number]["text"] == case.text
    assert "홍길동" not in json.dumps(fake.taken[case.number], ensure_ascii=False)
    assert actions.take_channel_answers(now=NOW) == 0
    fake.answers[f"E-{case.number}"] = "다음 달에 끝납니다."
    assert actions.take_channel_answers(now=NOW + datetime.timedelta(minutes=1)) == 1
    assert actions.take_channel_answers(now=NOW + datetime.timedelta(minutes=2)) == 0
    case.refresh_from_db()
    assert (case.state, case.answers.get().text) == (CaseState.ANSWERED, "다음 달에 끝납니다.")
    assert json.loads(case.letters.last().content)["kind"] == "answered"


def test_what_the_channel_does_not_take_stays_as_it_was(officer: Official, fake: Fake, settings: Settings) -> None:
    settings.CITY_CHANNEL = f"casework.channels.http.Channel?url=http://127.0.0.1:{fake.server_port}/cases&token=key"
    fake.is_broken = True
    case = make_case(officer=officer)
    with pytest.raises(ActionError):
        actions.hand_to_channel(case=case, reason="응답소에서 처리합니다.", by=officer, now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.HANDLING
    assert not ChannelHandOver.objects.exists()


def test_folders_carry_a_case_and_its_answer(officer: Official, settings: Settings, tmp_path: Path) -> None:
    settings.CITY_CHANNEL = f"casework.channels.folder.Channel?out={tmp_path}&back={tmp_path}"
    case = make_case(officer=officer, place=Place(latitude=37.5665, longitude=126.978))
    actions.hand_to_channel(case=case, reason="응답소에서 처리합니다.", by=officer, now=NOW)
    carried = json.loads((tmp_path / f"{case.number}.json").read_text("utf-8"))
    assert (carried["title"], carried["point"]) == (case.title, "37.566500,126.978000")
    assert actions.take_channel_answers(now=NOW) == 0
    (tmp_path / f"{case.number}.txt").write_text("다음 달에 끝납니다.\n", "utf-8")
    assert actions.take_channel_answers(now=NOW) == 1
