"""The status report written as a Word document, of the same paper as its PDF."""

from collections.abc import Sequence

from docx.document import Document
from docx.text.paragraph import Paragraph

from eventsys.documents.status import Block, BlockKind, PaperChapter, PaperTable, StatusPaper
from eventsys.documents.word.blank import blank_document
from eventsys.documents.word.packing import packed
from eventsys.documents.word.parts import Element, element_of, made
from eventsys.documents.word.pictures import add_picture
from eventsys.documents.word.tables import add_table
from eventsys.documents.word.texts import write_text

STYLES = {
    BlockKind.PARAGRAPH: "Normal",
    BlockKind.ITEM: "List Bullet",
    BlockKind.HEADING: "Heading 3",
}
CONTENTS = 'TOC \\o "2-2" \\n \\h \\z'
"""The chapters without their pages, which nobody knows before the document is laid out."""


def write_status(paper: StatusPaper) -> bytes:
    """Make the document, the same for the same paper; raise `PressFailed`, as it draws bars."""
    document = blank_document(paper)
    say(document, paper.title, "Heading 1")
    for line in paper.lines:
        say(document, line)
    if paper.sign:
        say(document, paper.sign, "Sign")
    say(document, paper.contents, "TOC Heading")
    list_chapters(document, paper.chapters)
    for number, chapter in enumerate(paper.chapters, 1):
        write_chapter(document, number, chapter, paper.language)
    return packed(document)


def say(document: Document, text: str, style: str = "Normal") -> Paragraph:
    """Write a paragraph."""
    paragraph = document.add_paragraph(style=style)
    write_text(paragraph, text)
    return paragraph


def list_chapters(document: Document, chapters: Sequence[PaperChapter]) -> None:
    """Write the contents, as Word would, with the way to each chapter."""
    lines = [element_of(document.add_paragraph(style="toc 2")) for _chapter in chapters]
    for number, (line, chapter) in enumerate(zip(lines, chapters, strict=True), 1):
        link = made("w:hyperlink", anchor=anchor_of(number), history="1")
        link.append(run_of(linked(chapter.heading), style="Hyperlink"))
        line.append(link)
    instruction = made("w:instrText")
    instruction.text = CONTENTS
    begun = (made("w:fldChar", fldCharType="begin"), instruction)
    for place, part in enumerate((*begun, made("w:fldChar", fldCharType="separate")), 1):
        lines[0].insert(place, run_of(part))  # behind the paragraph's style
    lines[-1].append(run_of(made("w:fldChar", fldCharType="end")))


def anchor_of(number: int) -> str:
    """Name the place where a chapter begins."""
    return f"chapter_{number}"


def linked(words: str) -> Element:
    """Write words for a run."""
    text = made("w:t")
    text.text = words
    return text


def run_of(content: Element, style: str = "") -> Element:
    """Put something into a run of its own."""
    run = made("w:r")
    if style:
        looks = made("w:rPr")
        looks.append(made("w:rStyle", val=style))
        run.append(looks)
    run.append(content)
    return run


def write_chapter(document: Document, number: int, chapter: PaperChapter, language: str) -> None:
    """Write a chapter: its heading, what was written, and its tables."""
    heading = element_of(say(document, chapter.heading, "Heading 2"))
    heading.insert(1, made("w:bookmarkStart", id=str(number), name=anchor_of(number)))
    heading.append(made("w:bookmarkEnd", id=str(number)))
    for block in chapter.blocks:
        write_block(document, block)
    for table in chapter.tables:
        write_table(document, table, language)


def write_block(document: Document, block: Block) -> None:
    """Write a piece of a text."""
    say(document, block.text, STYLES[block.kind])


def write_table(document: Document, table: PaperTable, language: str) -> None:
    """Write a table under its caption, its bars as a picture, and what stands beneath."""
    say(document, table.caption, "Heading 3")
    if table.rows:
        add_table(document, table)
    if table.drawn:
        add_picture(document, table, language)
    for note in table.notes:
        say(document, note, "Note")
