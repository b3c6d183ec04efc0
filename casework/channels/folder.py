"""A channel that takes files: `{out}/{number}.json` is a case, `{back}/{number}.txt` its answer, in UTF-8."""

import json
import os
from pathlib import Path

from casework.models import Case

from .channel import ChannelError, content_of


class Channel:
    def __init__(self, *, out: str, back: str) -> None:
        self._out, self._back = Path(out), Path(back)

    def hand_over(self, case: Case) -> str:
        """Written whole or not at all: whoever reads the folder never sees half of it."""
        place = self._out / f"{case.number}.json"
        beside = place.with_suffix(".part")
        try:
            beside.write_text(json.dumps(content_of(case), ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(beside, place)
        except OSError as error:
            raise ChannelError(type(error).__name__) from error
        return case.number

    def answer_to(self, reference: str) -> str:
        place = self._back / f"{Path(reference).name}.txt"
        try:
            return place.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise ChannelError(type(error).__name__) from error
