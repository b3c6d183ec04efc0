"""From a template and its content to a PDF that a screen reader can read (PDF/UA-1).

Typst refuses what PDF/UA forbids: a picture without words, headings that skip a level, a letter that the font has not.
Content is handed over as JSON and never as mark-up, so nothing that anybody typed is read as a command; templates lie
in one folder and can open nothing outside of it, and no font of the machine is used.
"""

import datetime
import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from allimi.fonts import FOLDER

from .letters import printable
from .tags import mark_row_headers

_TEMPLATES = Path(__file__).parent / "typst"
# Typst keeps what it has laid out in memory that all threads share; one at a time also keeps a small server responsive.
_ONE_AT_A_TIME = threading.Lock()


def typeset(template: str, content: Mapping[str, Any], *, now: datetime.datetime) -> bytes:
    """The PDF. Raises typst.TypstError where the template is at fault."""
    said = json.dumps(printable(dict(content)), ensure_ascii=False)
    with _ONE_AT_A_TIME:
        compiler = typst.Compiler(_TEMPLATES / f"{template}.typ", root=_TEMPLATES, font_paths=_fonts())
        made = compiler.compile(
            sys_inputs={"data": said},
            format="pdf",
            timestamp=now.replace(microsecond=0),
            pdf_standards="ua-1",
        )
    return mark_row_headers(cast(bytes, made))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
