"""Tickets' QR codes are read back by an independent reader."""

import io
import xml.etree.ElementTree as ET

import pytest
import typst
import zxingcpp
from hypothesis import given, settings, strategies as st
from PIL import Image

from eventsys.documents.qr import qr_modules, qr_path, qr_png, qr_svg, ticket_address

CODE = "0123456789ABCDEFGHJKMNPQ"
SVG = "{http://www.w3.org/2000/svg}"
FROM_SVG = """
#set page(width: auto, height: auto, margin: 0pt, fill: luma(40%))
#image(bytes(sys.inputs.svg), format: "svg", width: 40mm)
"""
BASE_URLS = [
    "http://127.0.0.1:8000",
    "https://billet.kk.dk",
    "https://tilmelding-integration.beskaeftigelses-og-integrationsforvaltningen.kk.dk:8443",
    "https://" + ".".join(["h" * 63] * 3 + ["h" * 61]),
    "http://[2001:db8::1]:8000",
]


def read(picture: bytes) -> str:
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
    assert [barcode.format for barcode in found] == [zxingcpp.BarcodeFormat.QRCode]
    return found[0].text


def rendered(svg: str) -> bytes:
    return typst.compile(FROM_SVG.encode(), format="png", ppi=150, sys_inputs={"svg": svg})


def test_an_address_is_base_url_t_and_code_in_upper_case():
    assert ticket_address("https://billet.kk.dk/", CODE.lower()) == f"HTTPS://BILLET.KK.DK/T/{CODE}"


@pytest.mark.parametrize("base_url", BASE_URLS)
def test_the_drawing_on_a_page_is_read_back(base_url):
    address = ticket_address(base_url, CODE)
    assert read(rendered(qr_svg(address, "Ticket 1 of 3"))) == address


@pytest.mark.parametrize("base_url", BASE_URLS)
def test_the_picture_in_a_mail_is_read_back(base_url):
    address = ticket_address(base_url, CODE)
    assert read(qr_png(address)) == address


@settings(max_examples=40, deadline=None)
@given(st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=24, max_size=24))
def test_any_code_is_read_back(code):
    address = ticket_address("https://billet.kk.dk", code)
    assert read(qr_png(address)) == address


@pytest.mark.parametrize(
    ("base_url", "size"),
    [("https://kk.dk", 29), ("https://billet.kk.dk", 29), ("http://127.0.0.1:8000", 33)],
)
def test_the_symbol_is_the_smallest_from_version_3_up(base_url, size):
    assert qr_path(ticket_address(base_url, CODE)).size == size


def test_a_short_text_still_takes_version_3():
    assert qr_path("A").size == 29


def test_a_symbol_has_level_q():
    drawn = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr_png("A"))).convert("L"))
    assert drawn[0].ec_level == "Q"


def test_the_path_covers_exactly_the_dark_modules():
    modules = qr_modules("A")
    assert cells_of(qr_path("A").path) == {
        (x, y) for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark
    }


def cells_of(path: str) -> set[tuple[int, int]]:
    """Walk the path's strokes with a pen and note each cell that is covered."""
    cells, x, y = set(), 0, 0
    for stroke in path.replace("M", "\nM").replace("m", "\nm").split("\n")[1:]:
        move, length = stroke[1:].split("h")
        across, down = move.split()
        x, y = (int(across), int(down[:-2])) if stroke[0] == "M" else (x + int(across), y)
        cells |= {(x + step, y) for step in range(int(length))}
        x += int(length)
    return cells


def test_the_element_has_a_name_and_neither_style_nor_script():
    svg = ET.fromstring(qr_svg("A", 'Ticket "1" <of> 3'))  # noqa: S314 -- our own text
    assert [child.tag for child in svg] == [f"{SVG}title", f"{SVG}path", f"{SVG}path"]
    assert svg[0].text == 'Ticket "1" <of> 3'
    assert {name for element in svg.iter() for name in element.attrib} == {
        "viewBox", "role", "shape-rendering", "fill", "stroke", "d",
    }  # fmt: skip


def test_the_mail_picture_is_one_bit_with_eight_dots_a_module():
    picture = Image.open(io.BytesIO(qr_png("A")))
    assert (picture.mode, picture.size) == ("1", (8 * (29 + 8), 8 * (29 + 8)))
