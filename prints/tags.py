"""What the typesetter leaves out of a PDF's structure."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name


def mark_row_headers(document: bytes) -> bytes:
    """Make the first cell of each row the header of that row, in every table.

    Every table of ours begins its rows with what the row is about. Typst marks headers of columns alone, and a screen
    reader then reads «02-2133-0000» without saying whose number it is.
    """
    with pikepdf.open(io.BytesIO(document)) as pdf:
        waiting = [pdf.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            children = _children(element)
            if element.get("/S") == Name.TR and children and children[0].get("/S") == Name.TD:
                children[0].S = Name.TH
                children[0].A = Dictionary(O=Name.Table, Scope=Name.Row)
            waiting.extend(children)
        made = io.BytesIO()
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return made.getvalue()


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The elements below this one, without marked content and references."""
    below = element.get("/K")
    each = list(below) if isinstance(below, Array) else [below]
    return [child for child in each if isinstance(child, Dictionary) and "/S" in child]
