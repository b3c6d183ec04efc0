"""QR codes of addresses."""

import io

import segno

# Of four levels the highest: a signboard outdoors is scratched, faded and half behind a car, and still read.
_CORRECTION = "h"
_QUIET_ZONE = 4  # modules, as the standard asks


def qr_svg(address: str) -> str:
    """The code as an SVG, black on white whatever lies behind it."""
    made = io.BytesIO()
    code = segno.make(address, error=_CORRECTION, boost_error=False, micro=False)
    code.save(made, kind="svg", border=_QUIET_ZONE, dark="#000", light="#fff", xmldecl=False)
    return made.getvalue().decode()
