"""What is written down of each kind of fact, on plain values; staff-years in halves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from eventsys.casework.rules import (
    DeliverableKind,
    DeliverableStatus,
    PlanKind,
    PublicationKind,
    PublicationState,
)
from eventsys.core.numbers import HALF
from eventsys.core.text import Language, digits_of

MOST_HALVES = 400
MOST_DIGITS = 20
MIXED = re.compile(r"(\d{0,3}) ?½")
POINTED = re.compile(r"(\d{1,3})(?:[.,]([05])0*)?")
CODE = re.compile(r"\d{1,2}(?:\.[a-zæøå])?")
NUMBER = re.compile(r"[-\u2212]?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRequest:
    """A comprehensive plan or an urban regeneration."""

    kind: PlanKind
    title: str
    place: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityRequest:
    """Work on a plan."""

    plan_id: int
    held_on: date
    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationRequest:
    """Something published, or that will be."""

    title: str
    kind: PublicationKind
    state: PublicationState
    first_published_on: date | None = None
    edition_of_id: int | None = None
    language: Language | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverableRequest:
    """A project, a workshop concept or a study."""

    kind: DeliverableKind
    title: str
    status: DeliverableStatus
    year: int
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRequest:
    """A row of a year's programme with its staff-years in halves."""

    programme_year: int
    code: str
    title: str
    half_years: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsultantsRequest:
    """How many consultants the team has in a year."""

    year: int
    consultants: int


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorRequest:
    """A number that others have found."""

    title: str
    source: str
    year: int
    period: str
    value: Decimal
    unit: str


FactRequest = (
    PlanRequest
    | ActivityRequest
    | PublicationRequest
    | DeliverableRequest
    | StaffRequest
    | ConsultantsRequest
    | IndicatorRequest
)


def values_of(request: FactRequest) -> Mapping[str, object]:
    """Give what a request says, by the names of the columns."""
    return {name: getattr(request, name) for name in request.__slots__}


def year_of(request: FactRequest) -> int | None:
    """Tell in which year's list a fact stands; None where it stands in every one."""
    match request:
        case ActivityRequest():
            return request.held_on.year
        case PublicationRequest():
            return request.first_published_on.year if request.first_published_on else None
        case StaffRequest():
            return request.programme_year
        case PlanRequest():
            return None
        case _:
            return request.year


def read_halves(text: str) -> int | None:
    """Read staff-years written 1½, 1,5 or 1.5 as half years; None for what is no half."""
    plain = "".join(each if each == HALF else digits_of(each) for each in text).strip()
    if mixed := MIXED.fullmatch(plain):
        halves = 2 * int(mixed[1] or 0) + 1
    elif pointed := POINTED.fullmatch(plain):
        halves = 2 * int(pointed[1]) + (pointed[2] == "5")
    else:
        return None
    return halves if halves <= MOST_HALVES else None


def read_code(text: str) -> str | None:
    """Read the code of a row of the programme, such as 1.a or 2; None where it is none."""
    plain = digits_of(text).strip().lower()
    return plain if CODE.fullmatch(plain) else None


def read_value(text: str) -> Decimal | None:
    """Read an exact number with a comma or a point, such as -4 or 0,25; None where it is none."""
    plain = digits_of(text).strip()
    if not NUMBER.fullmatch(plain) or len(plain) > MOST_DIGITS:
        return None
    return Decimal(plain.replace(",", ".").replace("\u2212", "-"))
