"""What python-docx has no words for: elements of the document's XML."""

from typing import Any, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Element: TypeAlias = Any
"""An element of lxml, which has no types."""


def element_of(part: Paragraph | Run | Table | _Row) -> Element:
    """Give the element behind a part of the document."""
    return part._element  # noqa: SLF001 -- python-docx shows it in no other way


def made(tag: str, **values: str) -> Element:
    """Make an element such as `w:tblHeader`, with attributes of the same vocabulary."""
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element
