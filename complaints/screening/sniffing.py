"""What a file is, by its first bytes and never by its name."""

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PDF, HWPX, HWP, ZIP, TEXT = (
    "application/pdf",
    "application/hwp+zip",
    "application/x-hwp",
    "application/zip",
    "text/plain",
)
OFFICE = "application/vnd.openxmlformats-officedocument"
IMAGES = (JPEG, PNG, WEBP)
HEAD_BYTES = 1024  # that are enough to tell

_STARTS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", HWP),  # HWP 5 and old Office share their container
)
# Text that a browser or a shell would run.
_ACTIVE = (b"#!", b"<!doctype", b"<html", b"<svg", b"<script", b"<?php", b"<?xml", b"@echo")


def media_type_of(head: bytes) -> str:
    """The media type of a file that begins with these bytes; empty for everything that is not taken."""
    for start, media_type in _STARTS:
        if head.startswith(start):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK\x03\x04"):
        return _package(head)
    return TEXT if _is_text(head) else ""


def _package(head: bytes) -> str:
    if head[30:38] == b"mimetype" and HWPX.encode() in head[38:80]:
        return HWPX
    return OFFICE if head[30:49] == b"[Content_Types].xml" else ZIP


def _is_text(head: bytes) -> bool:
    """UTF-8 or the older Korean encoding, without control characters, and nothing that runs."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start or start.startswith(_ACTIVE) or any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    for encoding in ("utf-8", "cp949"):
        # A letter may be cut at the end of what was read.
        for cut in range(min(4, len(head))):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
