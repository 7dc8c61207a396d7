"""What the API refuses: a code for programs, words for people, and what the code names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Response

from eventsys.web.common.errors import json_error
from eventsys.web.common.words import _

FIELDS = "E_FIELDS"
ROWS_HINT = 200


@dataclass(frozen=True)
class Meaning:
    """The status of a code, and its words in the language of the answer."""

    status: int
    words: Callable[[], str]


MEANINGS: Mapping[str, Meaning] = {
    "E_JSON": Meaning(400, lambda: _("The body is no JSON that we can read.")),
    "E_ENCODING": Meaning(400, lambda: _("The body is cut off or wrongly compressed.")),
    "E_QUERY": Meaning(400, lambda: _("A parameter of the address cannot be used.")),
    "E_KEY": Meaning(
        400, lambda: _("Send the header Idempotency-Key with 1 to 200 printable characters.")
    ),
    "E_DEVICE": Meaning(
        401, lambda: _("The device is no longer connected. Your scans are kept on the phone.")
    ),
    "E_TOKEN": Meaning(401, lambda: _("The token is missing, unknown or revoked.")),
    "E_REVOKED": Meaning(403, lambda: _("The device was disconnected by an organiser.")),
    "E_FORBIDDEN": Meaning(403, lambda: _("Your account is not allowed to do this.")),
    "E_NOT_FOUND": Meaning(404, lambda: _("There is nothing here.")),
    "E_PAIRING": Meaning(
        404, lambda: _("The pairing code is unknown, used or too old. Ask for a new one.")
    ),
    "E_FULL": Meaning(409, lambda: _("There are not enough places left.")),
    "E_CLOSED": Meaning(409, lambda: _("The event takes no registrations now.")),
    "E_KEY_REUSED": Meaning(409, lambda: _("The Idempotency-Key has served for another request.")),
    "E_SLUG_TAKEN": Meaning(409, lambda: _("Another event has this slug.")),
    "E_CAPACITY": Meaning(409, lambda: _("More places are taken than the capacity would allow.")),
    "E_HAS_REGISTRATIONS": Meaning(
        409, lambda: _("People are registered for what would be taken away.")
    ),
    "E_TRANSITION": Meaning(409, lambda: _("The event cannot go from its status to that one.")),
    "E_NOT_READY": Meaning(
        409, lambda: _("The event cannot be published so: nobody could come or register.")
    ),
    "E_STALE": Meaning(
        412, lambda: _("Somebody has changed the event since you read it. Read it again.")
    ),
    "E_TOO_LARGE": Meaning(413, lambda: _("That is too much at once. Send less.")),
    "E_CONTENT_TYPE": Meaning(415, lambda: _("Send application/json, plain or with gzip.")),
    FIELDS: Meaning(422, lambda: _("Some fields cannot be used.")),
    "E_RATE": Meaning(429, lambda: _("Too many tries. Wait a minute.")),
    "E_BUSY": Meaning(503, lambda: _("There is a queue just now. Try again in a moment.")),
}


class Refusal(Exception):
    """A request that is refused; `facts` are what the code names, such as `left`."""

    def __init__(self, code: str, fields: Mapping[str, str] | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields or {}
        self.facts = facts


def too_large() -> Refusal:
    """Refuse a body, and say how many rows will do."""
    return Refusal("E_TOO_LARGE", retryable=True, max_rows=ROWS_HINT)


def refuse_fields(fields: Mapping[str, str]) -> None:
    """Refuse a request for what is wrong with its fields, if anything is."""
    if fields:
        raise Refusal(FIELDS, fields)


def answer(refusal: Refusal) -> Response:
    """Put a refusal into words."""
    meaning = MEANINGS[refusal.code]
    response = json_error(
        meaning.status,
        refusal.code,
        meaning.words(),
        {"fields": refusal.fields, **refusal.facts},
    )
    if meaning.status == MEANINGS["E_TOKEN"].status:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
