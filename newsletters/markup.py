"""The few marks of a bulletin's words: an empty line between paragraphs, `## ` for a heading, `- ` for a list. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True)
class Block:
    kind: BlockKind
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The text as headings, paragraphs and lists. Whatever is no mark is text: nothing is lost, nothing is code."""
    found: list[Block] = []
    for part in "\n".join(line.strip() for line in text.splitlines()).split("\n\n"):
        lines = [line for line in part.split("\n") if line]
        while lines:
            found.append(_next(lines))
    return found


def _next(lines: list[str]) -> Block:
    """Take the lines of the next block from the front."""
    if lines[0].startswith("## "):
        return Block(BlockKind.HEADING, (lines.pop(0)[3:].strip(),))
    is_list = lines[0].startswith("- ")
    taken = []
    while lines and not lines[0].startswith("## ") and lines[0].startswith("- ") is is_list:
        taken.append(lines.pop(0).removeprefix("- ").strip() if is_list else lines.pop(0))
    return Block(BlockKind.LIST if is_list else BlockKind.PARAGRAPH, tuple(taken))
