"""Files that organisers take home."""

from collections.abc import Iterator
from itertools import chain

from flask import Response, stream_with_context
from werkzeug.http import dump_options_header

from eventsys.exchange.files.rules import MEDIA_TYPES, FileFormat


def csv_answer(lines: Iterator[bytes], name: str) -> Response:
    """Hand out a CSV file while it is made."""
    return attachment(lines, "text/csv", name)


def file_answer(pieces: Iterator[bytes], form: FileFormat, stem: str) -> Response:
    """Hand out a file of a kind; its first piece is made before anything is promised."""
    begun = chain([next(pieces, b"")], pieces)
    return attachment(begun, MEDIA_TYPES[form], f"{stem}.{form.value}")


def archive_answer(pieces: Iterator[bytes], stem: str) -> Response:
    """Hand out an archive; its first piece is made before anything is promised."""
    begun = chain([next(pieces, b"")], pieces)
    return attachment(begun, "application/zip", f"{stem}.zip")


def attachment(pieces: Iterator[bytes], media_type: str, name: str) -> Response:
    """Hand out a file that is kept, not shown."""
    response = Response(stream_with_context(pieces), mimetype=media_type)
    response.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": name})
    return response
