"""What a route takes, gives and refuses; the OpenAPI document is made from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

import msgspec
from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
NOTICE = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Farewell:
    """What a route or a parameter is told before it goes: since when, from when, and what to do."""

    since: date
    until: date
    instead: str

    def __post_init__(self) -> None:
        if self.until - self.since < NOTICE:
            raise ValueError("what goes is announced for a year")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter of the address or a header."""

    name: str
    about: str
    pattern: str
    place: str = "query"
    required: bool = False
    farewell: Farewell | None = None


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a route takes, gives by status, and refuses by code."""

    gives: Mapping[int, type | None]
    takes: type | None = None
    rows: type | None = None
    refuses: Sequence[str] = ()
    parameters: Sequence[Parameter] = field(default=())
    farewell: Farewell | None = None


AFTER = Parameter(
    name="after", about="The cursor that the page before gave.", pattern=r"^[0-9A-Za-z._-]{1,200}$"
)
LIMIT = Parameter(
    name="limit",
    about="How many items at most: 1 to 500.",
    pattern=r"^([1-9][0-9]?|[1-4][0-9]{2}|500)$",
)
KEY = Parameter(
    name="Idempotency-Key",
    about="A repeated request with the same key gives the same answer.",
    pattern=r"^[!-~]([ -~]{0,198}[!-~])?$",
    place="header",
    required=True,
)
IF_MATCH = Parameter(
    name="If-Match",
    about="The ETag of the event as it was read: where it has changed since, nothing is stored.",
    pattern=r'^(\*|"[!#-~]{1,100}")$',
    place="header",
)
BODY = ("E_JSON", "E_ENCODING", "E_CONTENT_TYPE", "E_TOO_LARGE", "E_FIELDS")


def described(description: Description) -> Callable[[View], View]:
    """Write a description on a view."""

    def write(view: View) -> View:
        for shape in filter(None, (description.takes, description.rows)):
            prepare(shape)
        vars(view)["description"] = description
        return view

    return write


def prepare(shape: type) -> None:
    """Let msgspec look into a shape now, in one thread.

    It would at the shape's first use, where a second thread that comes upon a shape half looked
    into ends the process by a segmentation fault.
    """
    msgspec.json.Decoder(shape)
