"""What a page weighs on its way to a telephone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allimi.pages.encodings import BROTLI, encoded

HTML_BYTES = 14 * 1024  # by brotli: what TCP sends before it waits for an answer
PAGE_BYTES = 60 * 1024  # HTML, styles and scripts, without pictures
REQUESTS = 4
# A script in the way of the first view.
_BLOCKING = "document.querySelectorAll('script[src]:not([async]):not([defer]):not([type=module])').length"


@contextmanager
def answers_to(page: Any) -> Iterator[list[Any]]:
    """What comes in meanwhile for the page itself: neither for frames in it nor for its pictures."""
    answers: list[Any] = []

    def note(answer: Any) -> None:
        if answer.request.resource_type != "image" and answer.frame == page.main_frame:
            answers.append(answer)

    page.on("response", note)
    yield answers
    page.remove_listener("response", note)


def weight_faults(page: Any, answers: list[Any]) -> list[str]:
    """Where the page that is open weighs more than it may."""
    html, *others = answers
    first = len(encoded(html.body(), BROTLI))
    whole = first + sum(answer.request.sizes()["responseBodySize"] for answer in others)
    faults = []
    if first > HTML_BYTES:
        faults.append(f"weighs {first:,} bytes of HTML")
    if whole > PAGE_BYTES:
        faults.append(f"weighs {whole:,} bytes without pictures")
    if len(answers) > REQUESTS:
        faults.append(f"asks {len(answers)} times: " + " ".join(answer.url for answer in others))
    if page.evaluate(_BLOCKING):
        faults.append("waits for a script")
    return faults
