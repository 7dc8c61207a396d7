"""A Word document as bytes that say nothing of when they were packed."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document


def packed(document: Document) -> bytes:
    """Give the document's bytes, the same for the same document."""
    dated, plain = BytesIO(), BytesIO()
    document.save(dated)
    with ZipFile(dated) as given, ZipFile(plain, "w") as taken:
        for name in given.namelist():
            part = ZipInfo(name)  # it has no time of its own
            part.compress_type = ZIP_DEFLATED
            taken.writestr(part, given.read(name))
    return plain.getvalue()
