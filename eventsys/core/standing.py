"""How a text of ours stands in each language beside the Danish, which counts: on plain values.

Events, questions and whatever else organisers write in several languages are judged here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from eventsys.core.text import Language

Words = Mapping[str, Any]
"""What is written in one language, by the name of the part: title, text, label …"""


class Origin(StrEnum):
    """Who put a text into its language; a text that a human has checked is a human's."""

    HUMAN = "human"
    MACHINE = "machine"


class TextState(StrEnum):
    """How far a text in a language can be relied on."""

    HUMAN = "human"
    MACHINE = "machine"
    OUTDATED = "outdated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a text stands; `source` is the Danish that it renders, where that is another by now."""

    origin: Origin = Origin.HUMAN
    source: Words | None = None
    outdated_at: datetime | None = None

    @property
    def state(self) -> TextState:
        """Tell how far the text can be relied on."""
        return state_of(self.origin, self.outdated_at)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text in one language, and how it stands."""

    words: Words
    standing: Standing = field(default_factory=Standing)


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """What an organiser says of texts: who made them, and which still say what the Danish says."""

    origins: Mapping[Language, Origin] = field(default_factory=dict)
    confirmed: frozenset[Language] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """That a text is right as it stands; `seen` is the digest of the Danish it was held beside."""

    language: Language
    origin: Origin
    seen: str


def state_of(origin: Origin, outdated_at: datetime | None) -> TextState:
    """Tell how far a text can be relied on by who made it and since when it lags behind."""
    return TextState.OUTDATED if outdated_at is not None else TextState(origin.value)


def restate(
    known: Mapping[Language, Rendering],
    texts: Mapping[Language, Words],
    said: Provenance,
    *,
    at: datetime,
) -> Mapping[Language, Standing]:
    """Tell how texts stand that take the place of known ones; Danish is among both, or new.

    A text written anew or confirmed renders the Danish of now. One that stays while the Danish
    changes is outdated, until the Danish is again what it renders.
    """
    return {
        language: standing_of(language, known, texts, said, at)
        if language is not Language.DANISH
        else Standing()
        for language in texts
    }


def standing_of(
    language: Language,
    known: Mapping[Language, Rendering],
    texts: Mapping[Language, Words],
    said: Provenance,
    at: datetime,
) -> Standing:
    """Tell how one text stands beside the Danish."""
    before = known.get(language)
    if before is None:
        return Standing(origin=said.origins.get(language, Origin.HUMAN))
    origin = said.origins.get(language, before.standing.origin)
    if language in said.confirmed or texts[language] != before.words:
        return Standing(origin=origin)
    source = before.standing.source or known[Language.DANISH].words
    if source == texts[Language.DANISH]:
        return Standing(origin=origin)
    return Standing(origin=origin, source=source, outdated_at=before.standing.outdated_at or at)


def newly_outdated(
    known: Mapping[Language, Rendering], now: Mapping[Language, Standing]
) -> list[Language]:
    """List the languages that have come to lag behind the Danish."""
    before = {language for language, each in known.items() if each.standing.outdated_at}
    return [each for each in now if now[each].outdated_at and each not in before]


def digest_of(words: Words) -> str:
    """Name a text by its content, so that a form can say which text somebody saw."""
    return sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
