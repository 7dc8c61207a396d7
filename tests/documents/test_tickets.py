"""Tickets as PDF: judged by readers that are not ours."""

import io
import subprocess
import sys

import pikepdf
import psutil
import pypdfium2
import pytest
import zxingcpp

from eventsys.documents.errors import TooManyTickets
from eventsys.documents.press import press
from eventsys.documents.tickets import LARGEST_SHEET, print_tickets
from tests.documents.sheets import ADDRESS, ARABIC_LABELS, make_face, make_sheet


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (page.get_textpage().get_text_bounded(), page.render(scale=2, grayscale=True).to_pil())
            for page in document
        ]
    finally:
        document.close()


def qr_of(picture):
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_each_ticket_has_a_page_and_its_qr_is_read_back():
    faces = [make_face(number, 3) for number in (1, 2, 3)]
    pages = pages_of(print_tickets(make_sheet(*faces)))
    assert [qr_of(picture) for _, picture in pages] == [[face.address] for face in faces]


def test_a_page_says_which_ticket_it_is_when_where_and_the_short_code_in_fours():
    sheet = make_sheet(make_face(2, 3), title="International Dag")
    [(text, _)] = pages_of(print_tickets(sheet))
    assert text.replace("\r\n", "\n").strip().splitlines() == [
        "Københavns Kommune Billet 2 af 3",
        "International Dag",
        "Tidspunkt",
        "lørdag den 12. juni 2027",
        "kl. 13.00–17.00",
        "Sted",
        "Søpavillonen",
        "Gyldenløvesgade 24, 1369 København K",
        "Kortkode",
        "7K3M-X9QD",
        "Vis billetten ved indgangen, på papir eller telefon.",
    ]


def test_the_printed_symbol_with_its_quiet_zone_is_at_least_38_mm_wide():
    [(_, picture)] = pages_of(print_tickets(make_sheet()))
    corners = zxingcpp.read_barcodes(picture)[0].position
    symbol = (corners.top_right.x - corners.top_left.x) / 2 * 25.4 / 72
    assert symbol * 37 / 29 >= 38


def test_a_pdf_is_tagged_titled_and_made_to_pdf_ua():
    sheet = make_sheet(language="ar", labels=ARABIC_LABELS)
    with pikepdf.open(io.BytesIO(print_tickets(sheet))) as document:
        assert document.Root.MarkInfo.Marked is True
        assert document.Root.StructTreeRoot.Type == "/StructTreeRoot"
        assert str(document.Root.Lang) == "ar"
        assert document.Root.ViewerPreferences.DisplayDocTitle is True
        metadata = document.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "International Dag ved søerne"


def test_the_same_sheet_gives_the_same_bytes():
    assert print_tickets(make_sheet()) == print_tickets(make_sheet())


def test_an_arabic_page_runs_from_right_to_left():
    sheet = make_sheet(language="ar", labels=ARABIC_LABELS)
    document = pypdfium2.PdfDocument(print_tickets(sheet))
    text = document[0].get_textpage()
    ordinal = text.search("Billet").get_next()
    left = text.get_charbox(ordinal[0])[0]
    width = document[0].get_width()
    document.close()
    assert left < width / 3


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("#evil $x$ *b* [a] <tag>", "#evil $x$ *b* [a] <tag>"),
        ("<img src=file:///etc/passwd>", "<img src=file:///etc/passwd>"),
        ('#read("/etc/passwd") \\ //', '#read("/etc/passwd") \\ //'),
        ("Nguyễn Văn Đạt", "Nguyễn Văn Đạt"),
        ("Ayşe Gül Iğdır", "Ayşe Gül Iğdır"),
        ("Bo\x00\u202e\x1b 漢 😀", "Bo □ □"),
        ("  Lise\n\tHansen ", "Lise Hansen"),
    ],
)
def test_a_hostile_or_odd_name_is_printed_as_text(name, printed):
    [(text, picture)] = pages_of(print_tickets(make_sheet(make_face(name=name))))
    lines = text.replace("\r\n", "\n").splitlines()
    assert lines[lines.index("Navn") + 1].strip() == printed
    assert qr_of(picture) == [f"{ADDRESS}0001"]


@pytest.mark.parametrize(
    "name", ["محمد علي", "نور جہاں چوہدری", "ژیان ۱۲ (Bo)", "ሰላም", "👨‍👩‍👧‍👦", "\ud800"]
)
def test_a_name_in_any_script_stops_no_run(name):
    [(_, picture)] = pages_of(print_tickets(make_sheet(make_face(name=name))))
    assert qr_of(picture) == [f"{ADDRESS}0001"]


def test_the_longest_texts_still_fit_on_one_page_each():
    face = make_face(
        name="Wolfeschlegelsteinhausen " * 5,
        when=("onsdag den 22. september 2027 " * 2, "kl. 13.00–17.00"),
        place=("Medborgerhuset Blågården " * 4, "Frederikssundsvej " * 8),
    )
    pages = pages_of(print_tickets(make_sheet(face, face, title="Forældreinddragelse for " * 8)))
    assert [qr_of(picture) for _, picture in pages] == [[face.address], [face.address]]


def test_more_tickets_than_a_document_holds_are_refused_with_the_limit():
    faces = [make_face()] * (LARGEST_SHEET + 1)
    with pytest.raises(TooManyTickets) as refusal:
        print_tickets(make_sheet(*faces))
    assert (refusal.value.asked, refusal.value.largest) == (LARGEST_SHEET + 1, LARGEST_SHEET)


def test_a_whole_event_of_714_tickets_is_one_pdf_in_under_ten_seconds_of_work():
    faces = [make_face(number, 714) for number in range(1, 715)]
    print_tickets(make_sheet())
    child = psutil.Process(press.child.pid)
    before = child.cpu_times()
    pdf = print_tickets(make_sheet(*faces))
    after = child.cpu_times()
    assert after.user + after.system - before.user - before.system < 10
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 714
    document.close()


def test_the_server_never_loads_the_typesetter():
    question = "import sys; from eventsys.documents import tickets; print(LOADED & {*sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", question.replace("LOADED", "{'typst', 'fontTools'}")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout == "set()\n"
