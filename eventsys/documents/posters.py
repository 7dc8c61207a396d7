"""The poster at the door of an event, as one accessible page."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from eventsys.documents.press import press

TEMPLATE = "poster.typ"


class PaperSize(StrEnum):
    """How large a poster is."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, kw_only=True)
class Greeting:
    """A welcome in one language."""

    language: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PosterDate:
    """When and where one of the dates is, line by line."""

    when: Sequence[str]
    place: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Poster:
    """What stands on a poster, already worded; `address` is that of the QR."""

    title: str
    sender: str
    language: str
    paper: PaperSize
    greetings: Sequence[Greeting]
    dates: Sequence[PosterDate]
    hint: str
    address: str
    picture: str
    made_at: datetime


def print_poster(poster: Poster) -> bytes:
    """Make the PDF of a poster; raise `PressFailed`."""
    return press.make(TEMPLATE, asdict(poster) | {"made_at": int(poster.made_at.timestamp())})
