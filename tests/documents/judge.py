"""A judge of PDFs that is not the typesetter: what PDF/UA-1 asks and a machine can see."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf

MARKS = {"BDC", "BMC"}
SHOWN = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do"}
"""What puts ink on a page: text, fillings, lines, shadings, pictures."""


def faults_of(pdf: bytes, language: str) -> list[str]:
    """List what keeps a PDF from being read out, searched and shown as it was made."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            *faults_of_document(document, language),
            *faults_of_tree(document),
            *(fault for page in document.pages for fault in faults_of_page(page)),
        ]


def faults_of_document(document: Pdf, language: str) -> Iterator[str]:
    """See that the document says what it is and in which language."""
    root = document.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked"):
        yield "is not marked as tagged"
    if str(root.get("/Lang", "")).partition("-")[0] != language:
        yield f"says that its language is {root.get('/Lang')}"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "shows its file's name instead of its title"
    metadata = document.open_metadata()
    if metadata.get("pdfuaid:part") != "1":
        yield "does not claim PDF/UA-1"
    if not metadata.get("dc:title"):
        yield "has no title"


def faults_of_tree(document: Pdf) -> Iterator[str]:
    """See that headings begin at 1 and leave none out, and that pictures have words."""
    tree = document.Root.get("/StructTreeRoot")
    if tree is None:
        yield "has no structure"
        return
    levels = [0]
    for element in elements_of(tree):
        kind = str(element.get("/S", ""))
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            yield "has a picture without words"
        if kind[:2] == "/H" and kind[2:].isdigit():
            if int(kind[2:]) > levels[-1] + 1:
                yield f"has a heading {kind} after level {levels[-1]}"
            levels.append(int(kind[2:]))
    if levels == [0]:
        yield "has no heading"


def elements_of(element: Object) -> Iterator[Object]:
    """Walk the structure in reading order."""
    children = element.get("/K")
    if children is None:
        return
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from elements_of(child)


def faults_of_page(page: Page) -> Iterator[str]:
    """See that all ink belongs to the structure or to decoration, and that fonts are inside."""
    if page.obj.get("/Tabs") != Name.S:
        yield "has a page that is not tabbed in reading order"
    yield from faults_of_ink(page)
    for font in fonts_of(page.obj.get("/Resources", Dictionary())):
        yield from faults_of_font(font)


def faults_of_ink(page: Page) -> Iterator[str]:
    """See that nothing is drawn outside a mark."""
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in MARKS:
            depth += 1
        elif operator == "EMC":
            depth -= 1
        elif operator in SHOWN and depth == 0:
            yield f"draws by {operator} what is neither content nor decoration"


def fonts_of(resources: Object) -> Iterator[Object]:
    """Find the fonts of a page and of the forms that it draws."""
    fonts = resources.get("/Font", Dictionary())
    yield from fonts.values()
    forms = resources.get("/XObject", Dictionary())
    for form in forms.values():
        yield from fonts_of(form.get("/Resources", Dictionary()))


def faults_of_font(font: Object) -> Iterator[str]:
    """See that a font is embedded and that its letters can be copied."""
    inner = font.get("/DescendantFonts", [font])[0]
    descriptor = inner.get("/FontDescriptor", Dictionary())
    if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
        yield f"does not hold the font {font.get('/BaseFont')}"
    if "/ToUnicode" not in font:
        yield f"does not tell the letters of {font.get('/BaseFont')}"
