"""From a template and its content to a PDF that a screen reader can read (PDF/UA-1), or to pictures of its pages.

Typst refuses what PDF/UA forbids: a picture without words, headings that skip a level, a letter that the font has not.
Content is handed over as JSON and never as mark-up, so nothing that anybody typed is read as a command; templates lie
in one folder and can open nothing outside of it, and no font of the machine is used.
"""

import datetime
import json
import re
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from allimi.fonts import FOLDER

from .tags import mark_row_headers

_TEMPLATES = Path(__file__).parent / "typst"
# What the font has no letter for is printed as an empty box: one rare sign must not cost the whole signboard.
_UNKNOWN = "□"
_MOST_UNKNOWN = 200
_COULD_NOT = re.compile(r'the text `?"(?P<text>.+?)"`? could not be displayed')
# Typst keeps what it has laid out in memory that all threads share; one at a time also keeps a small server responsive.
_ONE_AT_A_TIME = threading.Lock()


def typeset(template: str, content: Mapping[str, Any], *, now: datetime.datetime) -> bytes:
    """The PDF. Raises typst.TypstError where the template is at fault."""
    made = _compiled(
        template, json.dumps(content, ensure_ascii=False), format="pdf", timestamp=now, pdf_standards="ua-1"
    )
    return mark_row_headers(made)


def pictures_of_pages(template: str, content: Mapping[str, Any], *, pixels_an_inch: int) -> list[bytes]:
    """Each page as a PNG: what a person looks at before anything is printed."""
    made = _compiled(template, json.dumps(content, ensure_ascii=False), format="png", ppi=float(pixels_an_inch))
    return made if isinstance(made, list) else [made]


def _compiled(template: str, content: str, **options: Any) -> Any:
    for _attempt in range(_MOST_UNKNOWN):
        try:
            with _ONE_AT_A_TIME:
                compiler = typst.Compiler(_TEMPLATES / f"{template}.typ", root=_TEMPLATES, font_paths=_fonts())
                return compiler.compile(sys_inputs={"data": content}, **options)
        except typst.TypstError as error:
            unknown = _COULD_NOT.search(str(error))
            if unknown is None or unknown["text"] == _UNKNOWN or unknown["text"] not in content:
                raise
            content = content.replace(unknown["text"], _UNKNOWN)
    raise ValueError(f"More than {_MOST_UNKNOWN} different signs that the font has no letter for.")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
