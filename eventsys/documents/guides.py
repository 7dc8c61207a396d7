"""The one-page guide for volunteers at the gate."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from eventsys.documents.press import press

TEMPLATE = "guide.typ"


@dataclass(frozen=True, kw_only=True)
class Sign:
    """What a phone shows: its shape, the word, and what to do then."""

    shape: str
    word: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A heading and the lines beneath it; numbered where one does them in turn."""

    heading: str
    lines: Sequence[str]
    is_numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Guide:
    """What stands on the guide, already worded; `call` names the organiser, empty for nobody."""

    title: str
    event: str
    call: str
    sender: str
    language: str
    signs_heading: str
    signs: Sequence[Sign]
    chapters: Sequence[Chapter]
    made_at: datetime


def print_guide(guide: Guide) -> bytes:
    """Make the PDF of the guide, one page; raise `PressFailed`."""
    return press.make(TEMPLATE, asdict(guide) | {"made_at": int(guide.made_at.timestamp())})
