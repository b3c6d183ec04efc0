"""A bulletin as plain text. In Python, since a template's indentation would be part of the mail."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from newsletters.markup import BlockKind, blocks
from newsletters.reading import Part, Read


def mail_text(found: Read, *, origin: str, stop: str, is_trial: bool) -> str:
    lines = [_("This is a trial, sent to you alone."), ""] if is_trial else []
    lines += [found.text.title, ""]
    for block in blocks(found.text.body):
        lines += [f"- {line}" if block.kind is BlockKind.LIST else line for line in block.lines]
        lines.append("")
    lines += [line for part in found.parts for line in _part(part, origin)]
    earlier = f"{origin}{reverse('newsletters:bulletin-list')}"
    lines += [
        "-- ",
        _("You asked for this mail.") + " " + _("Stop it:") + f" {stop}",
        _("Earlier ones:") + f" {earlier}",
    ]
    return "\n".join(lines)


def _part(part: Part, origin: str) -> Iterator[str]:
    yield part.title
    yield ""
    for item in part.items:
        yield f"* {item.title}"
        if item.text:
            yield f"  {item.text}"
        yield f"  {origin}{item.path}"
    yield ""
