"""What a picture of an event is, and which are taken, in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from eventsys.core.standing import Provenance, TextState
from eventsys.core.text import Language

MOST_PICTURES = 8
LARGEST_FILE = 10 * 1024 * 1024
MOST_PIXELS = 12_000_000
LONGEST_ALT = 250


class PictureSize(StrEnum):
    """How large a picture is drawn; its longer side, in pixels, is in `SIDES`."""

    LARGE = "large"
    SMALL = "small"


SIDES: Mapping[PictureSize, int] = {PictureSize.LARGE: 1600, PictureSize.SMALL: 640}


class Unusable(StrEnum):
    """Why a file is not taken as a picture."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NOT_A_PICTURE = "not-a-picture"
    UNREADABLE = "unreadable"
    MOVING = "moving"
    TOO_MANY_PIXELS = "too-many-pixels"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in one size, as the file that is sent out."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Alt:
    """What a picture shows, in the languages in which it is said, and who put it there."""

    texts: Mapping[Language, str]
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def can_be(self) -> bool:
        """Tell whether it is said in Danish, and nowhere at too great length."""
        danish = self.texts.get(Language.DANISH, "").strip()
        return bool(danish) and all(len(text) <= LONGEST_ALT for text in self.texts.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureView:
    """A picture as it is shown; `code` stands in its address."""

    id: int
    code: str
    widths: Mapping[PictureSize, int]
    heights: Mapping[PictureSize, int]
    texts: Mapping[Language, str]
    states: Mapping[Language, TextState]

    def text(self, language: Language) -> str:
        """Say what it shows in a language, else in Danish."""
        return self.texts[self.text_language(language)]

    def text_language(self, language: Language) -> Language:
        """Tell in which language that is said."""
        return language if self.texts.get(language) else Language.DANISH
