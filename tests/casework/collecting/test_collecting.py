"""From the web process to the desk: sealed, stored once, opened inside, gone outside. On the real clusters."""

from pathlib import Path

import pytest

from allimi.embedded.running import Running
from allimi.wall import connections
from allimi.wall.connections import values
from casework.collecting import fetching
from casework.collecting.fetching import fetch, sweep
from casework.collecting.handing_over import hand_over_all, try_again
from casework.collecting.keyring import make_key, write_key
from casework.models import Arrival, ArrivalState, ArrivedFile
from complaints.petitions import Petition
from complaints.sealing import envelope
from intake.models import Chunk, Submission
from tests.wall.planting import run

from .conftest import Desk
from .dmz import Dmz

LONG = "아스팔트 포장 " * 60_000  # more than one piece


def collected() -> None:
    while fetch():
        pass


def left_outside() -> list[int]:
    with connections.connect("intake_admin") as intake:
        return [values(intake, f"SELECT count(*) FROM intake_{table}")[0] for table in ("submission", "chunk")]


def test_what_was_submitted_is_opened_inside_and_gone_outside(desk: Desk, dmz: Dmz) -> None:
    sent = dmz.send("보도 블록이 깨졌습니다", files=("사진 대신", LONG))
    assert left_outside()[0] == 1
    collected()
    hand_over_all()
    (message,) = desk.messages
    assert isinstance(message, Petition)
    assert (str(message.id), message.text, message.receipt.locator) == (
        sent["id"],
        "보도 블록이 깨졌습니다",
        sent["locator"],
    )
    arrival = Arrival.objects.get(pk=sent["id"])
    assert (arrival.state, arrival.kind, bytes(arrival.sealed)) == (ArrivalState.HANDLED, "petition", b"")
    contents = {bytes(file.content or b"").decode() for file in arrival.files.all()}
    assert contents == {"사진 대신", LONG}
    assert left_outside() == [0, 0]


def test_a_page_that_is_sent_twice_arrives_once(desk: Desk, dmz: Dmz) -> None:
    dmz.send("두 번 눌렀습니다", again=2)
    collected()
    hand_over_all()
    assert len(desk.messages) == 1


def test_a_stop_between_commit_and_delete_stores_nothing_twice(
    desk: Desk, dmz: Dmz, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = dmz.send("끊겨도 한 번", files=("한 번만",))

    def killed(submissions: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(fetching, "_forget", killed)
        with pytest.raises(SystemExit):
            fetch()
    hand_over_all()
    assert left_outside()[0] == 1, "it is still outside"
    collected()
    hand_over_all()
    assert len(desk.messages) == 1
    assert ArrivedFile.objects.filter(arrival_id=sent["id"]).count() == 1
    assert left_outside() == [0, 0]


def test_what_cannot_be_opened_is_kept_and_opened_when_the_key_is_there(
    desk: Desk,
    dmz: Dmz,
    settings,  # type: ignore[no-untyped-def]
    tmp_path: Path,
) -> None:
    right = settings.VOICE_KEYS
    settings.VOICE_KEYS = str(tmp_path)
    write_key(make_key(), tmp_path / "another.key")
    sent = dmz.send("열쇠가 없습니다", files=("닫힌 파일",))
    collected()
    hand_over_all()
    arrival = Arrival.objects.get(pk=sent["id"])
    assert arrival.state == ArrivalState.UNREADABLE
    assert arrival.trouble.startswith("none of its keys is here: ")
    assert list(Arrival.objects.troubled().filter(pk=arrival.pk)) == [arrival]
    assert left_outside() == [0, 0]

    settings.VOICE_KEYS = right
    try_again()
    hand_over_all()
    # Others that were kept, of earlier tests, are tried again too.
    assert [message.text for message in desk.messages].count("열쇠가 없습니다") == 1  # type: ignore[attr-defined]
    assert bytes(arrival.files.get().content or b"").decode() == "닫힌 파일"


def test_what_a_handler_fails_at_is_kept_and_no_word_of_it_is_told(
    desk: Desk, dmz: Dmz, caplog: pytest.LogCaptureFixture
) -> None:
    desk.fails = True
    sent = dmz.send("mk남에게 말하지 않을 것")
    other = dmz.send("그 뒤의 것")
    collected()
    hand_over_all()
    for each in (sent, other):
        arrival = Arrival.objects.get(pk=each["id"])
        assert arrival.state == ArrivalState.FAILED
        assert arrival.trouble.startswith("ValueError in Desk.__call__")
        assert arrival.sealed
    assert "mk" not in caplog.text

    desk.fails = False
    try_again()
    hand_over_all()
    assert Arrival.objects.get(pk=sent["id"]).state == ArrivalState.HANDLED


def test_a_file_that_was_changed_stays_closed_and_holds_nothing_back(desk: Desk, dmz: Dmz) -> None:
    sent = dmz.send("파일이 바뀌었습니다", files=("가" * 100_000,))
    with connections.connect("intake_admin") as intake:
        intake.execute(
            "UPDATE intake_chunk SET sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1) "
            "WHERE file = %s AND sequence = 1",
            [sent["file"]],
        )
    collected()
    hand_over_all()
    assert len(desk.messages) == 1
    file = ArrivedFile.objects.get(pk=sent["file"])
    assert (file.content, file.trouble) == (None, "a piece is missing or not genuine")
    assert file.sealed


def test_a_message_under_another_number_is_not_believed(desk: Desk, dmz: Dmz) -> None:
    sent = dmz.send("번호를 바꿔치기")
    with connections.connect("intake_admin") as intake:
        intake.execute("UPDATE intake_submission SET id = gen_random_uuid() WHERE id = %s", [sent["id"]])
    collected()
    hand_over_all()
    assert desk.messages == []
    assert Arrival.objects.troubled().filter(trouble="it was sealed under another number").exists()


def test_a_commit_that_the_standby_does_not_confirm_is_not_acknowledged(desk: Desk, dmz: Dmz) -> None:
    run("intake_admin", "ALTER SYSTEM SET synchronous_standby_names = 'gone'; SELECT pg_reload_conf()")
    try:
        with pytest.raises(AssertionError, match="IntakeUnavailable"):
            dmz.send("확인되지 않은 것")
    finally:
        run("intake_admin", "ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf()")
    with pytest.raises(AssertionError, match="resting"):
        dmz.send("쉬는 동안에는 기다리지 않는다")
    dmz.ask(do="rest")
    dmz.send("다시 됩니다")
    collected()
    hand_over_all()
    # What was not acknowledged may have been stored all the same: the citizen who sends it again arrives once.
    assert [message.text for message in desk.messages] == ["확인되지 않은 것", "다시 됩니다"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("statement", ["SELECT 1 FROM intake_submission", "DELETE FROM intake_chunk"])
def test_the_web_process_cannot_look_at_what_it_stored(dmz: Dmz, desk: Desk, statement: str) -> None:
    assert dmz.ask(do="select", statement=statement) == "42501"


def test_uploads_that_were_never_submitted_go_and_others_wait_as_long_as_it_takes(desk: Desk, dmz: Dmz) -> None:
    dmz.send("기다리는 파일", files=("남는다",))
    with connections.connect("intake_admin") as intake:
        intake.execute(
            "INSERT INTO intake_chunk (id, file, sequence, sealed) "
            "VALUES (gen_random_uuid(), gen_random_uuid(), 0, 'x'), (gen_random_uuid(), gen_random_uuid(), 0, 'y')"
        )
        intake.execute("UPDATE intake_chunk SET received_at = now() - interval '2 days' WHERE sealed <> 'y'")
        assert sweep() == 1
        assert Submission.objects.using("intake").count() == 1
        assert Chunk.objects.using("intake").count() == 4
        intake.execute("DELETE FROM intake_chunk WHERE sealed = 'y'")
    collected()
    hand_over_all()


def test_both_keys_open_what_was_sealed_in_the_days_of_a_change(
    live: Running,
    settings,  # type: ignore[no-untyped-def]
) -> None:
    old, new = make_key(), make_key()
    settings.VOICE_PUBLIC_KEYS = [old.public.hex()]
    _key, before = envelope.fresh_key()
    settings.VOICE_PUBLIC_KEYS = [new.public.hex(), old.public.hex()]
    _key, after = envelope.fresh_key()
    assert set(envelope.split_head(before)[1]) == {old.identity}
    assert set(envelope.split_head(after)[1]) == {new.identity, old.identity}
