"""Files go out compressed, as pages do."""

from http import HTTPStatus

from flask import Flask, Response, current_app


def init(app: Flask) -> None:
    """Let texts that are sent from files be compressed; what streams is not."""
    app.after_request(read_whole)


def read_whole(response: Response) -> Response:
    """Take a file that is worth compressing into memory."""
    is_text = response.mimetype in current_app.config["COMPRESS_MIMETYPES"]
    if response.direct_passthrough and is_text and response.status_code == HTTPStatus.OK:
        response.direct_passthrough = False
        response.make_sequence()
    return response
