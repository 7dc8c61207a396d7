"""A ticket's QR: what it says, and its drawing for page, print and mail."""

import struct
import zlib
from dataclasses import dataclass
from html import escape
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import QRData

SMALLEST_VERSION = 3
QUIET_ZONE = 4
DOTS_PER_MODULE = 8


@dataclass(frozen=True, kw_only=True)
class QrDrawing:
    """The dark modules as one stroked SVG path, and how many modules a side has."""

    path: str
    size: int

    @property
    def view_box(self) -> str:
        """Give the SVG view box that leaves the quiet zone around the symbol."""
        side = self.size + 2 * QUIET_ZONE
        return f"{-QUIET_ZONE} {-QUIET_ZONE} {side} {side}"


def ticket_address(base_url: str, code: str) -> str:
    """Spell the address that a ticket's QR holds, in upper case so that the symbol stays small."""
    return f"{base_url.rstrip('/')}/T/{code}".upper()


def qr_modules(text: str, mask: int | None = None) -> list[list[bool]]:
    """Lay out the symbol row by row, dark modules being true; level Q, version 3 or larger.

    Without a mask the most even of all eight is found, which takes eight times as long.

    Upper-case addresses fall into the compact alphanumeric mode by themselves; an address with
    other characters, as in an IPv6 host, still makes a symbol, only a larger one.
    """
    symbol = QRCode(
        version=SMALLEST_VERSION, error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=mask
    )
    symbol.add_data(QRData(text.encode()))
    symbol.make(fit=True)
    return [[bool(module) for module in row] for row in symbol.modules]


def qr_path(text: str, mask: int | None = None) -> QrDrawing:
    """Draw a text as one run-length path, to be stroked one unit wide."""
    modules = qr_modules(text, mask)
    return QrDrawing(
        path="".join(draw_row(row, at=number) for number, row in enumerate(modules)),
        size=len(modules),
    )


def draw_row(row: list[bool], *, at: int) -> str:
    """Draw the dark runs of one row as horizontal strokes."""
    strokes: list[str] = []
    column = pen = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            move = f"m{column - pen} 0" if strokes else f"M{column} {at}.5"
            strokes.append(f"{move}h{length}")
            pen = column + length
        column += length
    return "".join(strokes)


def qr_svg(text: str, title: str) -> str:
    """Draw a text as an SVG element with its quiet zone and an accessible name."""
    drawing = qr_path(text)
    side = drawing.size + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawing.view_box}" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M-{QUIET_ZONE}-{QUIET_ZONE}h{side}v{side}h-{side}z"/>'
        f'<path fill="none" stroke="#000" d="{drawing.path}"/></svg>'
    )


def qr_png(text: str) -> bytes:
    """Draw a text as a black-and-white PNG of 8 dots a module, for mail."""
    modules = qr_modules(text)
    side = (len(modules) + 2 * QUIET_ZONE) * DOTS_PER_MODULE
    quiet = [False] * QUIET_ZONE
    blank = [False] * (len(modules) + 2 * QUIET_ZONE)
    rows = [blank] * QUIET_ZONE + [quiet + row + quiet for row in modules] + [blank] * QUIET_ZONE
    lines = b"".join(png_line(row) * DOTS_PER_MODULE for row in rows)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)  # one bit a dot, grey
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (png_chunk(b"IHDR", header), png_chunk(b"IDAT", zlib.compress(lines)), png_chunk(b"IEND"))
    )


def png_line(row: list[bool]) -> bytes:
    """Pack one row of modules: eight dots a module are one whole byte each."""
    return b"\0" + bytes(0x00 if is_dark else 0xFF for is_dark in row)


def png_chunk(kind: bytes, content: bytes = b"") -> bytes:
    """Frame a part of a PNG with its length and check sum."""
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
