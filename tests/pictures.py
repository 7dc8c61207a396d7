"""Pictures as people upload them, and files that only say they are pictures."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

GPS_INFO = 0x8825
ORIENTATION = 0x0112
SECRET = "Amina Khan, Blågårdsgade 1"


def picture_file(
    kind: str = "JPEG", size: tuple[int, int] = (90, 60), mode: str = "RGB", **options: Any
) -> bytes:
    """Make a picture whose left half is red."""
    picture = Image.new(mode, size)
    if mode == "RGB":
        picture.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def with_a_place() -> bytes:
    """Make a photograph that knows where it was taken, by whom, and that it lies on its side."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x013B] = SECRET.encode()
    exif.get_ifd(GPS_INFO).update({1: "N", 2: (55.0, 41.0, 7.0), 3: "E", 4: (12.0, 33.0, 1.0)})
    return picture_file("JPEG", exif=exif, comment=SECRET.encode())


def chunk(kind: bytes, content: bytes) -> bytes:
    """Make a part of a PNG."""
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def bomb(side: int = 30_000) -> bytes:
    """Make a small PNG that says it is as many pixels wide and high, and unpacks to that."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side // 8 + 1) * 100, 9)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def moving(kind: str = "PNG") -> bytes:
    """Make a picture of three pictures."""
    pictures = [Image.new("RGB", (9, 9), (shade, 0, 0)) for shade in (0, 90, 180)]
    file = BytesIO()
    pictures[0].save(file, kind, save_all=True, append_images=pictures[1:])
    return file.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
GIF = b"GIF89a=1/*" + bytes(40) + b"*/=alert(1)"
