"""Files that organisers take home: two are made at a time, so that the gates do not wait."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain
from threading import Semaphore

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    render_template,
    stream_with_context,
)
from werkzeug.http import dump_options_header

from eventsys.core.errors import DomainError
from eventsys.exchange.files.rules import MEDIA_TYPES, FileFormat
from eventsys.web.common.words import _

AT_ONCE = 2
RETRY_AFTER_SECONDS = 10
TURN = "file_turn"
TURNS = "eventsys.file-turns"


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
    take_turn()
    turn: Turn = g.pop(TURN)
    response = Response(stream_with_context(turn.while_giving(pieces)), mimetype=media_type)
    response.call_on_close(turn.give_back)
    response.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": name})
    return response


class Turn:
    """The right to make a file, which is given back once."""

    def __init__(self, turns: Semaphore) -> None:
        self.turns: Semaphore | None = turns

    def give_back(self) -> None:
        """Let the next one make a file."""
        turns, self.turns = self.turns, None
        if turns is not None:
            turns.release()

    def while_giving(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Give a file's pieces; the turn is over with the last one."""
        try:
            yield from pieces
        finally:
            self.give_back()


class ManyFiles(DomainError):
    """As many files are made at this moment as may be."""


def take_turn() -> None:
    """Take a turn to make a file, before anything is written down; raise `ManyFiles`."""
    if TURN in g:
        return
    turns: Semaphore = current_app.extensions[TURNS]
    if not turns.acquire(blocking=False):
        raise ManyFiles
    setattr(g, TURN, Turn(turns))


def end_turn(_: BaseException | None) -> None:
    """Give the turn back of a request that made no file after all."""
    turn: Turn | None = g.pop(TURN, None)
    if turn is not None:
        turn.give_back()


def answer_many(_many: ManyFiles) -> Response:
    """Say that others take files home just now, and when to come again."""
    page = render_template(
        "layouts/error.html",
        heading=_("Two files are being made just now"),
        text=_(
            "Others take files home at this moment. Yours is not made yet, and nothing is lost."
        ),
        advice=[_("Wait ten seconds, go back and press the button once more.")],
        reference="",
        language_links=[],
    )
    response = make_response(page, HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def in_turns(blueprint: Blueprint) -> None:
    """Let a part of the site make two files at a time."""
    blueprint.record_once(lambda state: state.app.extensions.setdefault(TURNS, Semaphore(AT_ONCE)))
    blueprint.teardown_request(end_turn)
    blueprint.register_error_handler(ManyFiles, answer_many)
