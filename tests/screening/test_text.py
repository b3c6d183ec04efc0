"""Abuse is found however it is spelled, and honest words pass: by the vendored lists, as the bench measures them."""

import time
import unicodedata
from pathlib import Path

import pytest

from complaints.screening import Outcome, Rules, Screening, screen
from complaints.screening.normal import normalise
from complaints.screening.terms import Kind, Term

FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    return [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def judged(text: str, language: str = "ko", rules: Rules | None = None) -> Screening:
    return screen(text, language=language, rules=rules or Rules.defaults())


def test_no_construction_sentence_is_held_or_refused() -> None:
    sentences = lines("construction.txt")
    assert len(set(sentences)) >= 500
    assert [text for text in sentences if judged(text).outcome is not Outcome.PASS] == []


def test_every_evasion_is_caught() -> None:
    evasions = lines("evasions.txt")
    assert len(set(evasions)) >= 200
    assert [text for text in evasions if judged(text).outcome is Outcome.PASS] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("소장은 시1발 도대체 어디 있나", "시1발"),
        ("아 ㅅ ㅂ 시끄러워", "ㅅ ㅂ"),
        ("이 ㄱㅐㅅㅐㄲㅣ 들", "ㄱㅐㅅㅐㄲㅣ"),
        ("정말 씨\u200b발 너무하네", "씨\u200b발"),
        ("ｆｕｃｋ this noise", "ｆｕｃｋ"),
        (unicodedata.normalize("NFD", "야 병신 아"), unicodedata.normalize("NFD", "병신")),
        ("what the fυck", "fυck"),
    ],
)
def test_a_finding_stands_where_it_was_written(text: str, words: str) -> None:
    finding = next(found for found in judged(text).findings if found.code == "profanity")
    assert finding.words == words == text[finding.start : finding.end]
    assert finding.outcome is Outcome.REFUSE


@pytest.mark.parametrize(
    "text",
    [
        "현장 소장이 “씨발 꺼져라”라고 했습니다.",
        "작업자가 저에게 병신이라고 욕을 했습니다.",
        "The foreman called me a motherfucker and laughed.",
        "담벼락에 '좆까'라고 쓰여 있습니다. 지워 주세요.",
    ],
)
def test_who_quotes_abuse_is_held_at_most(text: str) -> None:
    assert judged(text).outcome is Outcome.HOLD


def test_the_same_words_without_a_quotation_are_refused() -> None:
    assert judged("씨발 꺼져라").outcome is Outcome.REFUSE
    assert judged("병신아").outcome is Outcome.REFUSE


def test_vietnamese_words_are_asked_of_vietnamese_texts_alone() -> None:
    assert judged("địt mẹ mày", "vi").outcome is Outcome.REFUSE
    assert judged("lon nước ngọt", "vi").outcome is Outcome.PASS
    assert judged("địt mẹ mày", "ko").outcome is Outcome.PASS


def test_an_officials_term_says_by_hyphens_where_it_may_stand() -> None:
    rules = Rules(
        (Term("나쁨-", Outcome.HOLD), Term("-고약-", Outcome.REFUSE), Term("나쁨새", Outcome.PASS, Kind.HARMLESS))
    )
    assert judged("나쁨이", rules=rules).outcome is Outcome.HOLD
    assert judged("아주나쁨", rules=rules).outcome is Outcome.PASS
    assert judged("아주고약해", rules=rules).outcome is Outcome.REFUSE
    assert judged("나쁨새가 운다", rules=rules).outcome is Outcome.PASS
    assert judged("나1쁨", rules=rules).outcome is Outcome.HOLD


def test_positions_survive_whatever_is_left_out_or_unfolds() -> None:
    text = "\u200b㈜ﬁ\u0301가\u1100\u1161\u11a8"
    normal = normalise(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert normal.text.startswith("(주)fí")
    assert [normal.original(at, at + 1) for at in range(3)] == [(1, 2)] * 3
    last = len(normal.text)
    assert normal.original(last - 1, last) == (5, 8)


def test_a_plain_text_is_normalised_as_one_that_has_to_be_taken_apart() -> None:
    for text in [*lines("construction.txt"), *lines("evasions.txt"), "ABC\r\n\tㄱㅏ 가~ 닷"]:
        whole, apart = normalise(text), normalise(f"{text}\u200b")
        assert (whole.text, [*whole.starts], [*whole.ends]) == (apart.text, [*apart.starts], [*apart.ends])


@pytest.mark.parametrize(
    "text", ["ㅅ" * 20_000, "시 " * 10_000, "f" * 20_000, "a." * 10_000, "0" * 20_000, "(" * 20_000]
)
def test_a_text_made_to_stop_the_screening_is_judged_in_a_moment(text: str) -> None:
    judged("warm")
    began = time.process_time()
    judged(text)
    assert time.process_time() - began < 2
