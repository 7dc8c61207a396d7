"""The report for Word, read back by python-docx and, apart from it, as the XML that it is."""

import io
import re
import zipfile
from datetime import UTC
from xml.etree import ElementTree as ET

import docx
import pytest
from PIL import Image

from eventsys.core.text import Language
from eventsys.documents.status import BlockKind
from eventsys.documents.word.tables import widths_of
from eventsys.documents.word.writing import write_status
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.reports.papers.composing import compose
from eventsys.reports.papers.hiding import hidden_in
from eventsys.reports.yearly.rules import Chapter, ReportState
from tests.reports.papers.facts import MADE_AT, NAMES, asked, facts_of, figures_of_2009, kept
from tests.web.organiser.test_report_papers import TEXTS, paper

LOCALES = {Language.DANISH: "da-DK", Language.ENGLISH: "en-GB"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = {
    BlockKind.PARAGRAPH: "Normal",
    BlockKind.ITEM: "ListBullet",
    BlockKind.HEADING: "Heading3",
}
ARABIC, URDU = "نور الدين", "گڑیا"


@pytest.fixture(scope="module", params=LANGUAGES)
def both(request):
    """The paper in a language, and its document."""
    composed = paper(request.param)
    return composed, write_status(composed)


def parts_of(document):
    """Unpack a document."""
    packed = zipfile.ZipFile(io.BytesIO(document))
    return {each.filename: packed.read(each) for each in packed.infolist()}


def body_of(document):
    """Read the document's own text, without python-docx."""
    whole = ET.fromstring(parts_of(document)["word/document.xml"])  # noqa: S314 -- our own text
    return whole.find(f"{WORD}body")


def words_in(element):
    return "".join(each.text or "" for each in element.iter(f"{WORD}t"))


def style_of(paragraph):
    found = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "Normal" if found is None else found.get(f"{WORD}val")


def told_in(document):
    """Tell what stands in a document, in its order: paragraphs with their style, and tables."""
    for each in body_of(document):
        if each.tag == f"{WORD}tbl":
            yield [[words_in(cell) for cell in row.iter(f"{WORD}tc")] for row in rows_in(each)]
        elif each.tag == f"{WORD}p":
            yield style_of(each), words_in(each)


def rows_in(table):
    return table.findall(f"{WORD}tr")


def expected_of(composed):
    """Tell what has to stand there."""
    yield "Heading1", composed.title
    yield from (("Normal", line) for line in composed.lines)
    yield from [("Sign", composed.sign)] if composed.sign else []
    yield "TOCHeading", composed.contents
    yield from (("TOC2", each.heading) for each in composed.chapters)
    for chapter in composed.chapters:
        yield "Heading2", chapter.heading
        yield from ((STYLES[block.kind], block.text) for block in chapter.blocks)
        for table in chapter.tables:
            yield "Heading3", table.caption
            if table.rows:
                heads = [each.text for each in table.heads]
                yield [heads, *([cell.text for cell in row.cells] for row in table.rows)]
            yield from [("Picture", "")] if table.drawn else []
            yield from (("Note", note) for note in table.notes)


def test_all_of_the_paper_stands_there_in_its_order_and_nothing_else(both):
    composed, document = both
    assert [*told_in(document)] == [*expected_of(composed)]


def test_another_reader_finds_the_headings_the_language_and_what_the_document_is(both):
    composed, document = both
    read = docx.Document(io.BytesIO(document))
    found = [
        (each.style.name, each.text)
        for each in read.paragraphs
        if each.style.name.startswith("Heading ")
    ]
    assert found[0] == ("Heading 1", composed.title)
    chapters = [text for style, text in found if style == "Heading 2"]
    assert chapters == [each.heading for each in composed.chapters]
    captions = [text for style, text in found if style == "Heading 3"]
    assert captions[-1] == composed.tables[-1].caption
    assert len(read.tables) == len([each for each in composed.tables if each.rows])
    about = read.core_properties
    assert (about.title, about.author) == (composed.title, composed.sender)
    assert about.language == LOCALES[Language(composed.language)]
    assert about.created.replace(tzinfo=UTC) == about.modified.replace(tzinfo=UTC) == MADE_AT


def test_the_text_is_read_aloud_in_its_own_language(both):
    composed, document = both
    parts = parts_of(document)
    told = re.findall(r'<w:lang [^>]*w:val="([^"]*)"', parts["word/styles.xml"].decode())
    assert told == [LOCALES[Language(composed.language)]]
    assert b"en-US" not in b"".join(parts.values())


def test_every_table_has_a_head_that_is_repeated_and_a_caption(both):
    composed, document = both
    tables = [each for each in body_of(document) if each.tag == f"{WORD}tbl"]
    written = [each for each in composed.tables if each.rows]
    for table, expected in zip(tables, written, strict=True):
        marks = [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in rows_in(table)]
        assert marks == [True, *[False] * len(expected.rows)]
        about = table.find(f"{WORD}tblPr")
        assert about.find(f"{WORD}tblCaption").get(f"{WORD}val") == expected.caption
        look = about.find(f"{WORD}tblLook")
        assert (look.get(f"{WORD}firstRow"), look.get(f"{WORD}firstColumn")) == ("1", "1")
        assert not [*table.iter(f"{WORD}gridSpan"), *table.iter(f"{WORD}vMerge")]


def test_every_picture_says_in_words_what_it_shows_and_shows_something(both):
    composed, document = both
    drawn = [each for each in composed.tables if each.drawn]
    told = [each.get("descr") for each in body_of(document).iter() if each.tag.endswith("}docPr")]
    assert told == [f"{each.caption}. {each.words}" for each in drawn]
    pictures = [bytes_ for name, bytes_ in parts_of(document).items() if name.endswith(".png")]
    assert len(pictures) == len(drawn) == 3
    for picture in pictures:
        colours = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1_000_000)
        assert {(255, 255, 255), (0x0B, 0x5F, 0x57)} <= {colour for _number, colour in colours}


def test_the_contents_lead_to_each_chapter(both):
    composed, document = both
    places = {}
    for paragraph in body_of(document).iter(f"{WORD}p"):
        for mark in paragraph.iter(f"{WORD}bookmarkStart"):
            places[mark.get(f"{WORD}name")] = words_in(paragraph)
    links = [
        (words_in(each), places[each.get(f"{WORD}anchor")])
        for each in body_of(document).iter(f"{WORD}hyperlink")
    ]
    assert links == [(each.heading, each.heading) for each in composed.chapters]


def test_every_page_of_a_draft_says_so_and_none_of_an_approved_report():
    def signed(state):
        parts = parts_of(write_status(paper(state=state)))
        whole = parts["word/header1.xml"] + parts["word/document.xml"]
        return whole.count(b">Udkast<")

    assert [signed(state) for state in ReportState] == [2, 2, 0]


def test_no_hidden_number_is_anywhere_in_the_file():
    few = kept("F04", 7855, 7860, parts=asked(8866, 7864, 3, 1, 7860, 7855))
    figures = figures_of_2009(F04=few)
    hidden = [
        figures[place.code].parts[place.part]
        for place in hidden_in(figures)
        if place.part in figures[place.code].parts
    ]
    assert 7864 in hidden
    texts = b"".join(
        content
        for name, content in parts_of(write_status(compose(facts_of(figures), NAMES))).items()
        if name.endswith((".xml", ".rels"))
    ).decode()
    assert "7.860" in texts
    for number in (each for each in hidden if each > 999):
        assert not re.search(f"{number}|{number:,}".replace(",", "[.,]"), texts)


def test_a_document_says_nothing_of_when_it_was_packed_nor_what_packed_it(both):
    packed = zipfile.ZipFile(io.BytesIO(both[1]))
    assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    whole = b"".join(packed.read(each) for each in packed.infolist())
    assert b"python-docx" not in whole
    assert [each for each in packed.namelist() if "thumbnail" in each or "custom" in each] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_without_figures_is_a_document_too(language):
    empty = compose(facts_of({}, language), NAMES)
    assert [*told_in(write_status(empty))] == [*expected_of(empty)]


def paragraph_of(text):
    """Write a text as a district's name; give its paragraph."""
    figures = figures_of_2009(F12=kept("F12", 1, parts={text: 1}))
    body = body_of(write_status(compose(facts_of(figures), NAMES)))
    plain = text.replace("\x0b", "")
    return next(each for each in body.iter(f"{WORD}p") if words_in(each) == plain)


def runs_of(paragraph):
    """Tell each piece of a paragraph with its language, where it goes from right to left."""
    for run in paragraph.iter(f"{WORD}r"):
        turned = run.find(f"{WORD}rPr/{WORD}rtl") is not None
        told = run.find(f"{WORD}rPr/{WORD}lang")
        yield words_in(run), turned and told.get(f"{WORD}bidi")


@pytest.mark.parametrize(
    ("text", "runs", "from_the_right"),
    [
        ("Nørrebro", [("Nørrebro", False)], False),
        (ARABIC, [(ARABIC, "ar-SA")], True),
        (URDU, [(URDU, "ur-PK")], True),
        (f"For {ARABIC} (7)", [("For ", False), (ARABIC, "ar-SA"), (" (7)", False)], False),
        ("a\x0bb 🎈 <b>", [("ab 🎈 <b>", False)], False),
        (f"({URDU}", [("(", False), (URDU, "ur-PK")], True),
        ("12", [("12", False)], False),
    ],
)
def test_what_is_written_from_right_to_left_is_told_so(text, runs, from_the_right):
    paragraph = paragraph_of(text)
    assert [*runs_of(paragraph)] == runs
    assert (paragraph.find(f"{WORD}pPr/{WORD}bidi") is not None) is from_the_right


@pytest.mark.parametrize("name", ["Valby", "Et sted med et navn, der er længere end en linje " * 4])
def test_no_table_is_wider_than_its_page(name):
    figures = figures_of_2009(F12=kept("F12", 1, parts={name: 1}))
    for table in compose(facts_of(figures, texts=TEXTS), NAMES).tables:
        if table.rows:
            widths = widths_of(table)
            assert sum(widths) < 170.001
            assert min(widths) > 3


def test_a_chapter_that_was_written_in_one_language_is_not_in_the_other():
    danish = {Chapter.FINANCES: {Language.DANISH: "Kun på dansk."}}
    assert (
        b"Kun p"
        not in parts_of(write_status(paper(Language.ENGLISH, texts=danish)))["word/document.xml"]
    )
