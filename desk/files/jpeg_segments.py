"""JPEG photos inside documents: metadata segments cut out, pixels untouched (ITU-T T.81, annex B)."""

import re

_START, _END, _START_OF_SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPLICATION = range(0xE0, 0xF0)
# JFIF and Adobe's colour transform change how the pixels look; the rest only talks. (A PDF names the
# colour space of its pictures itself, so their ICC profiles may go.)
_KEPT_APPLICATION = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}
# Inside a scan FF 00 is a byte of pixels and FF D0–D7 restart it; any other FF xx ends it.
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def without_metadata(jpeg: bytes) -> bytes:
    """The photo without EXIF, GPS, XMP, IPTC and comments, and without what follows its end.

    What does not have the shape of a JPEG raises ValueError.
    """
    if jpeg[:2] != bytes((0xFF, _START)):
        raise ValueError("no JPEG")
    kept = [jpeg[:2]]
    at = 2
    while True:
        if at + 2 > len(jpeg) or jpeg[at] != 0xFF:
            raise ValueError("broken JPEG segment")
        marker = jpeg[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == _END:
            return b"".join((*kept, jpeg[at : at + 2]))
        end = _segment_end(jpeg, at, marker)
        if _is_kept(marker, jpeg[at + 4 : end]):
            kept.append(jpeg[at:end])
        at = end


def _segment_end(jpeg: bytes, at: int, marker: int) -> int:
    end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    if marker != _START_OF_SCAN:
        return end
    following = _AFTER_SCAN.search(jpeg, end)
    if following is None:
        raise ValueError("JPEG without an end")
    return following.start()


def _is_kept(marker: int, body: bytes) -> bool:
    if marker in _APPLICATION:
        return marker in _KEPT_APPLICATION and body.startswith(_KEPT_APPLICATION[marker])
    return marker != _COMMENT
