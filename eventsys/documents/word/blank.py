"""The empty document: its looks, its page, its language and what it says of itself."""

from datetime import UTC
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from eventsys.documents.status import StatusPaper
from eventsys.documents.word.parts import Element, element_of, made

FOLDER = Path(__file__).parent
LOCALES = {"da": "da-DK", "en": "en-GB"}
SEPARATORS = {"da": (",", ";"), "en": (".", ",")}
"""What stands before decimals, and between the entries of a list."""
LEFTOVERS = {"thumbnail", "extended-properties", "customXml", "stylesWithEffects", "webSettings"}
"""What the library's own template holds besides: a picture of it, and what made it."""
SETTINGS = {"zoom", "characterSpacingControl", "defaultTabStop", "compat", "themeFontLang"}
WIDTH, HEIGHT, SIDE, TOP, BOTTOM = 210, 297, 20, 24, 22
INNER_WIDTH = WIDTH - 2 * SIDE
"""A4, in millimetres."""
MODERN = "15"


def blank_document(paper: StatusPaper) -> Document:
    """Make a document in the paper's language, with all but its content."""
    document = docx.Document()
    drop_leftovers(document)
    put_in(document.styles.element, "styles.xml")
    put_in(document.part.numbering_part.element, "numbering.xml")
    say_language(document, paper.language)
    say_what_it_is(document, paper)
    lay_out_page(document)
    write_margins(document, paper)
    return document


def drop_leftovers(document: Document) -> None:
    """Take out what nobody asked for."""
    for links in (document.part.package.rels, document.part.rels):
        for name, link in [*links.items()]:
            if link.reltype.rpartition("/")[2] in LEFTOVERS:
                del links[name]


def put_in(element: Element, file: str) -> None:
    """Put what a file of ours holds in the place of what an element holds."""
    element[:] = [*parse_xml((FOLDER / file).read_bytes())]


def say_language(document: Document, language: str) -> None:
    """Say in which language the text is, for spelling and reading aloud."""
    locale = LOCALES[language]
    told = document.styles.element.find(f".//{qn('w:lang')}")
    for name in ("val", "eastAsia"):
        told.set(qn(f"w:{name}"), locale)
    settings = document.settings.element
    for each in [*settings]:
        if each.tag not in {qn(f"w:{name}") for name in SETTINGS}:
            settings.remove(each)
    decimal, between = SEPARATORS[language]
    settings.append(made("w:decimalSymbol", val=decimal))
    settings.append(made("w:listSeparator", val=between))
    settings.find(qn("w:zoom")).attrib.clear()
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).attrib.clear()
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), locale)
    settings.find(f".//{qn('w:compatSetting')}").set(qn("w:val"), MODERN)


def say_what_it_is(document: Document, paper: StatusPaper) -> None:
    """Say the title, the sender and the moment of which the paper tells."""
    told = document.core_properties
    told.title, told.author, told.last_modified_by = paper.title, paper.sender, paper.sender
    told.language, told.comments = LOCALES[paper.language], ""
    told.created = told.modified = paper.made_at.astimezone(UTC)


def lay_out_page(document: Document) -> None:
    """Take A4."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(SIDE // 2)


def write_margins(document: Document, paper: StatusPaper) -> None:
    """Write on every page what this is, whether it is a draft, by whom, and which page."""
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.add_run(paper.title)
    if paper.sign:
        head.add_run("\t")
        head.add_run(paper.sign, style="Sign Text")
    foot.add_run(f"{paper.sender}\t{paper.page} ")
    add_field(element_of(foot), "PAGE")
    foot.add_run(" / ")
    add_field(element_of(foot), "NUMPAGES")


def add_field(paragraph: Element, what: str) -> None:
    """Put in what Word counts by itself."""
    field = made("w:fldSimple", instr=what)
    run, text = made("w:r"), made("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph.append(field)
