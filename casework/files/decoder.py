"""Run as a program of its own: reads one file on its standard input, writes what is safe of it to its output.

Nothing of Allimi is imported, no secret is in its environment, and it limits itself before it reads a byte: memory,
time, no file of its own, no network where the kernel lets it. Whatever a decoder can be made to do, it does here.
The first line of the output is JSON (`code`, and `media_type` where it is clean), the rest the content.
"""

import ctypes
import encodings.cp437  # noqa: F401  (names in archives; see below)
import io
import json
import resource
import sys
import zipfile
import zlib

# All that is ever needed is loaded here: once it has limited itself the process may be unable to read any file.
from PIL import (  # noqa: F401
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

MEMORY = 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 20
LONG_SIDE = 2400  # pixels: a crack must stay visible
MAX_PIXELS = 40_000_000
MAX_ENTRIES = 1000
MAX_UNPACKED = 200 * 1024 * 1024  # bytes, of all archives inside each other together
MAX_RATIO = 200  # of an entry that unpacks to more than a megabyte
MAX_DEPTH = 2  # archives inside the archive
_FORMATS = ("JPEG", "PNG", "WEBP")
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
# What a system runs when it is opened; also where the name says something else.
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe")
_PROGRAM_ENDS = (
    ".exe",
    ".scr",
    ".com",
    ".bat",
    ".cmd",
    ".vbs",
    ".js",
    ".jse",
    ".wsf",
    ".ps1",
    ".lnk",
    ".msi",
    ".jar",
    ".apk",
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Unsafe(Exception):
    """Why the file stays closed: a code."""


def limit() -> None:
    """From here on this process has little, and cannot get more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Not every kernel lets a process without rights leave the network; there the firewall alone stands.
    # It gives up capabilities with it, such as that of reading others' files.
    ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))


def safe(media_type: str, data: bytes) -> tuple[str, bytes]:
    """Media type and content of what may be opened. Raises Unsafe."""
    if media_type.startswith("image/"):
        return "image/jpeg", picture(data)
    if data.startswith(b"PK\x03\x04"):
        inspect(data, depth=0, unpacked=[0])
    return media_type, data


def picture(data: bytes) -> bytes:
    """The pixels alone, upright, as a new JPEG: no EXIF, GPS, comment or appended archive comes along."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as source:
            if source.width * source.height > MAX_PIXELS:
                raise Unsafe("too-many-pixels")
            source.draft("RGB", (LONG_SIDE, LONG_SIDE))
            upright = ImageOps.exif_transpose(source)
            upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
            fresh = Image.new("RGB", upright.size, "white")
            layer = upright.convert("RGBA")
            fresh.paste(layer, mask=layer.getchannel("A"))
    except Image.DecompressionBombError as error:
        raise Unsafe("too-many-pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, zlib.error) as error:
        raise Unsafe("unreadable") from error
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def inspect(data: bytes, *, depth: int, unpacked: list[int]) -> None:
    """Every entry of an archive is unpacked and counted, archives inside it as well. Raises Unsafe."""
    if depth > MAX_DEPTH:
        raise Unsafe("archive-depth")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise Unsafe("archive-entries")
            for entry in entries:
                _inspect_entry(archive, entry, depth, unpacked)
    except _BROKEN as error:
        raise Unsafe("unreadable") from error


def _inspect_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int, unpacked: list[int]) -> None:
    if entry.flag_bits & 0x1:
        raise Unsafe("archive-encrypted")
    if entry.filename.lower().endswith(_PROGRAM_ENDS):
        raise Unsafe("archive-program")
    content = _unpacked(archive, entry, unpacked)
    if content.startswith(_PROGRAMS):
        raise Unsafe("archive-program")
    if content.startswith(b"PK\x03\x04"):
        inspect(content, depth=depth + 1, unpacked=unpacked)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, unpacked: list[int]) -> bytes:
    """The entry's bytes, counted as they come: what the archive says of its sizes is not believed."""
    parts, size = [], 0
    with archive.open(entry) as source:
        while part := source.read(256 * 1024):
            size += len(part)
            unpacked[0] += len(part)
            if unpacked[0] > MAX_UNPACKED or (size > 1024 * 1024 and size > MAX_RATIO * max(1, entry.compress_size)):
                raise Unsafe("archive-bomb")
            parts.append(part)
    return b"".join(parts)


def main() -> None:
    limit()
    try:
        media_type, content = safe(sys.argv[1], sys.stdin.buffer.read())
        told = {"code": "clean", "media_type": media_type}
    except Unsafe as error:
        told, content = {"code": str(error)}, b""
    except MemoryError:
        told, content = {"code": "limits"}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
