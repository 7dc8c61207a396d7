"""What a figure is and how it is written, decided on plain values."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import TypeAlias

from eventsys.attendance.rules import CountedHeads
from eventsys.checkin.rules import HeadCountKind
from eventsys.core.numbers import (
    NOTHING,
    write_count,
    write_estimate,
    write_halves,
    write_percent,
)
from eventsys.core.text import Language
from eventsys.evaluation.rates.hiding import is_small
from eventsys.evaluation.rates.rules import Share

Part: TypeAlias = int | str
Value: TypeAlias = float | bool | str | None
"""A figure for other programs; a whole number is an `int`."""
InputRow: TypeAlias = tuple[str | int | None, ...]
LANGUAGES = (Language.DANISH, Language.ENGLISH)
"""The languages in which the committee's papers are written."""


class Form(StrEnum):
    """How a figure is written."""

    COUNT = "count"
    ESTIMATE = "estimate"
    PERCENT = "percent"
    RATES = "rates"
    HALVES = "halves"
    TREND = "trend"
    STATED = "stated"


class CountsAs(StrEnum):
    """As what an event counts in the report; it counts as one thing at most."""

    CHILDREN = "children"
    VISITORS = "visitors"
    AREA_EFFORT = "area-effort"


class Missing(StrEnum):
    """The fact without which a figure cannot be made."""

    EVENT = "event"
    HEAD_COUNT = "head-count"
    ONE_METHOD = "one-method"
    ATTENDANCE = "attendance"
    WORKPLACES = "workplaces"
    WAVE = "wave"
    QUESTION = "question"
    ADVICE = "advice"
    EARLIER_YEARS = "earlier-years"
    STAFF_YEARS = "staff-years"
    CONSULTANTS = "consultants"
    INDICATOR = "indicator"
    CASE_NUMBERS = "case-numbers"


@dataclass(frozen=True, kw_only=True)
class FigureDefinition:
    """The rule that a figure is made by, in a version that never changes.

    `inputs` are the facts it is made of, `exclusions` those that are left out of them on purpose.
    `changes` says what is otherwise than in the version before; the first has none.
    """

    code: str
    version: int = 1
    valid_from: date
    texts: Mapping[Language, str]
    inputs: Sequence[str]
    exclusions: Sequence[str] = ()
    form: Form = Form.COUNT
    decimals: int = 0
    owner: str
    changes: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a figure came to: the exact pair, the stages on the way, and what it was made of.

    `stated` is what somebody else says where nothing is counted here, `rates` are the shares that
    are pooled in the pair. Without the fact that is `missing` there is no number.
    """

    numerator: int | None = None
    denominator: int | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)
    inputs: Sequence[InputRow] = ()
    rates: Sequence[Share] = ()
    stated: str | None = None
    missing: Missing | None = None

    @property
    def inputs_hash(self) -> str:
        """Give the seal of what it was made of."""
        return seal(self.inputs)


@dataclass(frozen=True, kw_only=True)
class Kept(Made):
    """What a figure came to when it was frozen: words, value and seal are those of that day.

    A later version of this program must not write it otherwise.
    """

    printed: Mapping[Language, str]
    told: Value
    input_seal: str

    @property
    def inputs_hash(self) -> str:
        """Give the seal of what it was made of; the facts themselves are not kept."""
        return self.input_seal


def seal(rows: Iterable[InputRow]) -> str:
    """Hash facts so that neither their order nor how they are batched or repeated matters."""
    lines = {json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows}
    whole = sha256()
    for line in sorted(lines):
        whole.update(f"{line}\n".encode())
    return whole.hexdigest()


def shown(definition: FigureDefinition, made: Made, language: Language) -> str:
    """Write a figure as the report prints it; a dash where there is none."""
    if isinstance(made, Kept):
        return made.printed[language]
    if made.stated is not None:
        return made.stated
    if made.numerator is None:
        return NOTHING
    return WRITERS[definition.form](definition, made, language)


def value(definition: FigureDefinition, made: Made) -> Value:
    """Give a figure as other programs read it, with the decimals that are printed."""
    if isinstance(made, Kept):
        return made.told
    if made.stated is not None or made.numerator is None:
        return made.stated
    if definition.form in {Form.PERCENT, Form.RATES}:
        percent = share_of(made).percent(definition.decimals)
        return None if percent is None else whole_or_part(float(percent))
    return VALUES.get(definition.form, int)(made.numerator)


def whole_or_part(number: float) -> int | float:
    """Write a number without a decimal where it has none; halves and tenths are exact enough."""
    return int(number) if number.is_integer() else number


def share_of(made: Made) -> Share:
    """Give the pair of a percentage."""
    return Share(made.numerator or 0, made.denominator or 0)


def rounded(number: int) -> int:
    """Round an estimate half up, as its size asks."""
    return CountedHeads(number, HeadCountKind.ESTIMATE).rounded


def write_percentage(definition: FigureDefinition, made: Made, language: Language) -> str:
    """Write a share."""
    return write_percent(share_of(made).percent(definition.decimals), language)


def write_rates(definition: FigureDefinition, made: Made, language: Language) -> str:
    """Write a pooled percentage; where those it is pooled of print differently, each of them."""
    whole = write_percentage(definition, made, language)
    each = [write_percent(rate.percent(definition.decimals), language) for rate in made.rates]
    return whole if set(each) <= {whole} else " / ".join(each)


def write_staff_years(_: FigureDefinition, made: Made, _language: Language) -> str:
    """Write staff-years as a sum, as in `1½ + 1 + 1 + 1½ = 5`."""
    whole = write_halves(made.numerator or 0)
    return f"{' + '.join(str(part) for part in made.parts.values())} = {whole}"


def write_number(_: FigureDefinition, made: Made, language: Language) -> str:
    """Write a number that was counted."""
    return write_count(made.numerator or 0, language)


def write_estimated(_: FigureDefinition, made: Made, language: Language) -> str:
    """Write a number that is never exact, whatever it was rounded to."""
    return write_estimate(rounded(made.numerator or 0), language)


def write_trend(definition: FigureDefinition, made: Made, language: Language) -> str:
    """Write the sentence, but only where it is true."""
    return definition.texts[language] if made.numerator else ""


WRITERS: Mapping[Form, Callable[[FigureDefinition, Made, Language], str]] = {
    Form.COUNT: write_number,
    Form.ESTIMATE: write_estimated,
    Form.PERCENT: write_percentage,
    Form.RATES: write_rates,
    Form.HALVES: write_staff_years,
    Form.TREND: write_trend,
    Form.STATED: write_number,
}
VALUES: Mapping[Form, Callable[[int], int | float | bool]] = {
    Form.ESTIMATE: rounded,
    Form.HALVES: lambda halves: whole_or_part(halves / 2),
    Form.TREND: bool,
}


def is_rising(series: Sequence[int]) -> bool:
    """Tell whether each number is greater than the one before; of one nothing can be told."""
    return len(series) > 1 and all(before < after for before, after in pairwise(series))


def is_public(definition: FigureDefinition, made: Made) -> bool:
    """Tell whether a figure may be told to everybody: no share of fewer than five people."""
    shares = [share_of(made), *made.rates]
    is_share = definition.form in {Form.PERCENT, Form.RATES}
    return not (is_share and any(is_small(share.denominator) for share in shares))
