"""The child process itself: `python -m eventsys.documents.typesetter DESCRIPTOR IDLE_SECONDS`.

It reads jobs from the line that `press` holds, answers with PDFs or pictures, and ends when nothing
came for a while or the other end is gone.
"""

import json
import sys
import unicodedata
from functools import cache
from importlib.resources import files
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

import fontpkg_amiri
import fontpkg_ibm_plex_sans_arabic
import fontpkg_noto_sans
import typst
from fontTools.ttLib import TTFont

from eventsys.documents.qr import qr_path

FOLDER = Path(__file__).parent
FONT_PACKAGES = (fontpkg_noto_sans, fontpkg_amiri, fontpkg_ibm_plex_sans_arabic)
SUBSTITUTE = "□"
DOTS_PER_INCH = 200
JOINERS = "\u200c\u200d"
DROPPED = {"Cc", "Cf"}  # control and format characters draw nothing
WITHOUT_MEANING = {"Co", "Cs", "Cn"}  # PDF/A-2a refuses private use, even where a font draws it

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"


def main() -> None:
    """Answer jobs until nothing came for a while."""
    line, idle_seconds = Connection(int(sys.argv[1])), float(sys.argv[2])
    while line.poll(idle_seconds):
        try:
            message = line.recv_bytes()
        except EOFError:
            return
        line.send_bytes(answer(message))


def answer(message: bytes) -> bytes:
    """Make the PDF or picture of one message, or name what went wrong without quoting its text.

    Without a template its values are prepared alone, for a job that is put together of many.
    """
    try:
        order = json.loads(message)
        if order["template"] is None:
            return b"+" + json.dumps(prepared(order["job"])).encode()
        work = picture if order.get("is_picture") else typeset
        return b"+" + work(order["template"], order["job"])
    except Exception as error:  # noqa: BLE001 -- the other end is told
        return b"-" + type(error).__name__.encode()


def typeset(template: str, job: dict[str, Any]) -> bytes:
    """Make an accessible PDF of a template; texts are data and never read as markup."""
    pdf = compiler(template).compile(
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        timestamp=job["made_at"],
        sys_inputs={"job": json.dumps(prepared(job))},
    )
    if not isinstance(pdf, bytes):
        raise TypeError(template)
    return pdf


def picture(template: str, job: dict[str, Any]) -> bytes:
    """Draw a template of a single page as a PNG."""
    png = compiler(template).compile(
        format="png", ppi=DOTS_PER_INCH, sys_inputs={"job": json.dumps(prepared(job))}
    )
    if not isinstance(png, bytes):
        raise TypeError(template)
    return png


@cache
def fonts() -> typst.Fonts:
    """Find the fonts that we carry, and none of the machine's; typst's own one draws the box."""
    folders = [str(files(package) / "files") for package in FONT_PACKAGES]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


@cache
def compiler(template: str) -> typst.Compiler:
    """Open a template of ours."""
    return typst.Compiler(FOLDER / template, root=FOLDER, font_paths=fonts())


@cache
def covered() -> frozenset[int]:
    """Collect the characters that some font of ours can draw."""
    paths = {font.path for font in fonts().fonts() if font.path and font.style == "normal"}
    return frozenset().union(*map(characters_of, paths))


def characters_of(path: str) -> frozenset[int]:
    """Read which characters a font file can draw."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def prepared(value: Json) -> Json:
    """Make all text of a job printable, and draw the QR of each `address`."""
    match value:
        case str():
            return printable(value)
        case list():
            return [prepared(item) for item in value]
        case dict():
            return {name: prepared(item) for name, item in value.items()} | drawn_qr(value)
        case _:
            return value


def drawn_qr(values: dict[str, Json]) -> dict[str, Json]:
    """Draw the QR where there is an address for it; the job may say by which mask."""
    match values:
        case {"qr": dict()}:
            return {}  # it was drawn before
        case {"address": str(address), "mask": int(mask)}:
            return {"qr": {**vars(qr_path(address, mask))}}
        case {"address": str(address)}:
            return {"qr": {**vars(qr_path(address))}}
        case _:
            return {}


def printable(text: str) -> str:
    """Put a box for what no font draws, and drop what draws nothing: one odd name stops no run."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(map(printable_character, composed))


def printable_character(character: str) -> str:
    """Keep, box or drop one character."""
    if character in JOINERS or character == " ":
        return character
    category = unicodedata.category(character)
    if category in DROPPED or "\ufe00" <= character <= "\ufe0f":
        return ""
    is_drawn = category not in WITHOUT_MEANING and ord(character) in covered()
    return character if is_drawn else SUBSTITUTE


if __name__ == "__main__":
    main()
