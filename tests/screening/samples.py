"""Files as citizens, jokers and attackers send them, made when they are asked for."""

import io
import random
import struct
import zipfile
import zlib

from PIL import Image

from tests.screening.clamd_daemon import EICAR


def photo(**options: object) -> bytes:
    """A small JPEG with a comment and GPS in its EXIF."""
    picture = Image.effect_noise((640, 480), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "secret of the camera"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"secret comment", **options)
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "."), content)
    return out.getvalue()


def eicar_nested() -> bytes:
    return archive(outer__zip=archive(inner__zip=archive(letter__txt=EICAR)))


def polyglot() -> bytes:
    """A JPEG that is a ZIP archive and a page with a script as well."""
    return photo() + b"<script>alert(1)</script>" + archive(payload__txt=b"secret payload")


def bomb(megabytes: int = 210) -> bytes:
    """Zeros that pack a thousand to one."""
    return archive(report__txt=bytes(megabytes * 1024 * 1024))


def huge_png(side: int = 10_000) -> bytes:
    """100 megapixels in 100 kB."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack("!L", len(content)) + name + content + struct.pack("!L", zlib.crc32(name + content))

    header = struct.pack("!LLBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    pixels = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def program() -> bytes:
    """What every Windows program begins with; the name will say that it is a photo."""
    return b"MZ\x90\x00" + random.Random(5).randbytes(4096)  # noqa: S311


def hwpx() -> bytes:
    """A package with the parts that HWPX begins with."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/hwp+zip")
        package.writestr("Contents/section0.xml", "<sec>공사 소음</sec>", zipfile.ZIP_DEFLATED)
        package.writestr("Contents/header.xml", "<head/>", zipfile.ZIP_DEFLATED)
    return out.getvalue()
