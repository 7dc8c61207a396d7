"""Whom a broadcast is for, what stands for its placeholders, and how far it is; on plain values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import msgspec

from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.standing import Provenance
from eventsys.core.text import Language, mask_cpr

PLACEHOLDERS = ("event", "reference", "link")
LONGEST_ON_A_PHONE = 300
PLACEHOLDER = re.compile(r"\{(event|reference|link)\}")


HEALTH = re.compile(
    r"\b(?:ال)?(?:allerg|astma|asthma|cancer|diabetes|diagnos|epileps|depression|gravid|pregnan"
    r"|handicap|disab|sygdom|sygemeld|illness|disease|medicin|medication|psykisk"
    r"|alerji|hastalık|engelli|hamile|xasaasiyad|cudur|naafo"
    r"|حساسية|مرض|إعاقة|حامل|الرجی|بیماری|معذور|حاملہ)"
)
"""How words begin that tell of somebody's health, in our languages."""


class Doubt(StrEnum):
    """What makes one look again before something is sent."""

    CPR = "cpr"
    HEALTH = "health"


class BroadcastState(StrEnum):
    """How far a broadcast is."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Wording:
    """What is written in one language."""

    subject: str
    body: str

    @property
    def words(self) -> dict[str, str]:
        """Give it by the name of the part."""
        return {"subject": self.subject, "body": self.body}


@dataclass(frozen=True, kw_only=True)
class BroadcastPlan:
    """What is to be written to whom; Danish is among the texts, `chosen` is what a form had."""

    audience: PeopleFilter
    texts: Mapping[Language, Wording]
    said: Provenance
    chosen: str = "{}"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody reads of a broadcast, and in which language it is written."""

    subject: str = ""
    paragraphs: Sequence[str] = ()
    written_in: Language = Language.DANISH

    @property
    def on_a_phone(self) -> Sequence[str]:
        """Give what goes to a phone: a long text is read by mail alone."""
        is_short = sum(map(len, self.paragraphs)) <= LONGEST_ON_A_PHONE
        return [self.subject, *self.paragraphs] if is_short else [self.subject]

    def filled(self, values: Mapping[str, str]) -> "Said":
        """Put in what the placeholders stand for."""
        return replace(
            self,
            subject=fill_in(self.subject, values),
            paragraphs=[fill_in(each, values) for each in self.paragraphs],
        )


NOTHING_SAID = Said()


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Replace the known placeholders, once; all else stays as it was typed."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def paragraphs_of(body: str) -> list[str]:
    """Give the lines of a text that say something."""
    return [line.strip() for line in body.splitlines() if line.strip()]


def doubts_in(texts: Iterable[Iterable[str]]) -> list[Doubt]:
    """Tell what makes one look again before texts are sent."""
    whole = "\n".join(part for text in texts for part in text).lower()
    doubts = [(Doubt.CPR, mask_cpr(whole) != whole), (Doubt.HEALTH, bool(HEALTH.search(whole)))]
    return [doubt for doubt, is_there in doubts if is_there]


def write_audience(wanted: PeopleFilter) -> str:
    """Write down whom a broadcast is for."""
    return msgspec.json.encode(wanted).decode()


def read_audience(text: str) -> PeopleFilter:
    """Read whom a broadcast is for."""
    return msgspec.json.decode(text, type=PeopleFilter)


def state_of(
    due_at: datetime | None,
    composed_at: datetime | None,
    stopped_at: datetime | None,
    at: datetime,
) -> BroadcastState:
    """Tell how far a broadcast is."""
    if stopped_at is not None:
        return BroadcastState.STOPPED
    if due_at is None:
        return BroadcastState.DRAFT
    if composed_at is not None:
        return BroadcastState.DONE
    return BroadcastState.RUNNING if due_at <= at else BroadcastState.PLANNED
