"""Files that organisers take home."""

from collections.abc import Iterator

from flask import Response, stream_with_context
from werkzeug.http import dump_options_header


def csv_answer(lines: Iterator[bytes], name: str) -> Response:
    """Hand out a CSV file while it is made."""
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": name})
    return response
