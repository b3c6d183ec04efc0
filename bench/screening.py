"""How well the screening tells abuse from honest words, beside the libraries that others use.

    script/bench screening PATH/TO/comments.txt [--without-peers]

The labelled comments are lines of `comment|1` (abusive) or `comment|0`. The peers are installed into a folder that is
removed again: korcen and better-profanity from PyPI, badwords-ko from npm (needs node). A text counts as caught when
it is held or refused.
"""

import argparse
import json
import subprocess  # noqa: S404
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from complaints.screening import Outcome, Rules, screen

_TEXTS = Path(__file__).resolve().parent.parent / "tests" / "screening"
_PYPI = {
    "korcen": "from korcen import korcen\nj = korcen.check",
    "better-profanity": (
        "from better_profanity import profanity\nprofanity.load_censor_words()\nj = profanity.contains_profanity"
    ),
}
_ASK_PYTHON = "import json, sys\n{}\njson.dump([bool(j(text)) for text in json.load(sys.stdin)], sys.stdout)"
_ASK_NODE = (
    "const F = require('badwords-ko'); const f = new F();"
    "const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    "const judge = t => { try { return f.isProfane(t) } catch (e) { return false } };"
    "console.log(JSON.stringify(texts.map(judge)))"
)

Judge = Callable[[Sequence[str]], list[bool]]


@dataclass(frozen=True)
class Figures:
    f1: float
    precision: float
    recall: float
    false_positives: float  # of the harmless comments, a share
    false_alarms: int  # among the construction sentences
    evasions: int  # caught
    milliseconds: float  # for a text


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("comments", type=Path)
    parser.add_argument("--without-peers", action="store_true")
    given = parser.parse_args(arguments)
    comments = [line.rpartition("|") for line in given.comments.read_text(encoding="utf-8").splitlines() if "|" in line]
    labelled = [(text, label.strip() == "1") for text, _bar, label in comments]
    construction, evasions = _lines("construction.txt"), _lines("evasions.txt")
    print(f"{len(labelled)} comments, {len(construction)} construction sentences, {len(evasions)} evasions")
    print(f"{'':18}{'F1':>7}{'P':>7}{'R':>7}{'FPR':>8}{'alarms':>8}{'evasions':>10}{'ms':>8}")
    figures = {"allimi": _report("allimi", _allimi, labelled, construction, evasions)}
    if not given.without_peers:
        with tempfile.TemporaryDirectory() as folder:
            for name, judge in _peers(Path(folder)):
                figures[name] = _report(name, judge, labelled, construction, evasions)
    ours = figures.pop("allimi")
    best = max((peer.f1 for peer in figures.values()), default=0.0)
    good = ours.f1 > best and ours.false_positives <= 0.015 and not ours.false_alarms
    print("passed" if good else "FAILED")
    return 0 if good else 1


def _lines(name: str) -> list[str]:
    return [line for line in (_TEXTS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _allimi(texts: Sequence[str]) -> list[bool]:
    rules = Rules.defaults()
    return [screen(text, language="ko", rules=rules).outcome is not Outcome.PASS for text in texts]


def _report(
    name: str, judge: Judge, labelled: Sequence[tuple[str, bool]], construction: list[str], evasions: list[str]
) -> Figures:
    began = time.perf_counter()
    caught = judge([text for text, _bad in labelled])
    took = 1000 * (time.perf_counter() - began) / len(labelled)
    hits = sum(found and bad for found, (_text, bad) in zip(caught, labelled, strict=True))
    wrong = sum(found and not bad for found, (_text, bad) in zip(caught, labelled, strict=True))
    bad = sum(bad for _text, bad in labelled)
    found = Figures(
        f1=2 * hits / (hits + wrong + bad),
        precision=hits / max(1, hits + wrong),
        recall=hits / bad,
        false_positives=wrong / (len(labelled) - bad),
        false_alarms=sum(judge(construction)),
        evasions=sum(judge(evasions)),
        milliseconds=took,
    )
    print(
        f"{name:18}{found.f1:7.3f}{found.precision:7.3f}{found.recall:7.3f}{found.false_positives:8.4f}"
        f"{found.false_alarms:8}{found.evasions:10}{found.milliseconds:8.2f}",
        flush=True,
    )
    return found


def _peers(folder: Path) -> Iterable[tuple[str, Judge]]:
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", *_PYPI], check=True)  # noqa: S603
    for name, judge in _PYPI.items():
        yield name, _asking([python, "-c", _ASK_PYTHON.format(judge)], folder)
    subprocess.run(["npm", "install", "--silent", "badwords-ko"], cwd=folder, check=True)  # noqa: S603, S607
    yield "badwords-ko", _asking(["node", "-e", _ASK_NODE], folder)


def _asking(command: list[str], folder: Path) -> Judge:
    def judge(texts: Sequence[str]) -> list[bool]:
        answer = subprocess.run(  # noqa: S603
            command, input=json.dumps(list(texts)), capture_output=True, text=True, check=True, cwd=folder
        )
        return [bool(each) for each in json.loads(answer.stdout)]

    return judge


if __name__ == "__main__":
    sys.exit(main())
