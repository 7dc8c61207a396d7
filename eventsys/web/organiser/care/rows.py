"""Needs and withdrawn consents as rows of lists, with the needs' totals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.core.codes import grouped
from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.registration.consents.queries import Withdrawal
from eventsys.registration.needs.queries import NeedRow
from eventsys.web.common.dates import say_moment
from eventsys.web.common.need_words import counted_words, interpreted_name, need_name
from eventsys.web.common.words import _


@dataclass(frozen=True, kw_only=True)
class NeedLine:
    """A need in words."""

    kind: str
    text: str
    name: str
    short_code: str
    reference: str
    contact_name: str
    email: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class WithdrawalLine:
    """A withdrawn consent in words; `removed` is empty while pictures are to be taken away."""

    id: int
    name: str
    short_code: str
    reference: str
    given: str
    withdrawn: str
    removed: str


def need_line(row: NeedRow, language: Language) -> NeedLine:
    """Put a need into words."""
    return NeedLine(
        kind=need_name(row.kind),
        text=need_text(row, language),
        name=row.name or ("" if row.short_code else row.group_name or _("All of them")),
        short_code=grouped(row.short_code) if row.short_code else "",
        reference=grouped(row.reference),
        contact_name=row.contact_name,
        email=row.contact_email or "",
        phone=row.contact_phone or "",
    )


def need_text(row: NeedRow, language: Language) -> str:
    """Say what is needed; of an interpreter, the language."""
    named = [interpreted_name(row.language, language)] if row.language else []
    return counted_words(row.number, ", ".join([*named, *([row.text] if row.text else [])]))


def totals_of(rows: Sequence[NeedRow], asked: frozenset[NeedKind]) -> list[tuple[str, int]]:
    """Count the needs of each kind that is asked."""
    counted: Counter[NeedKind] = Counter()
    for row in rows:
        counted[row.kind] += row.number or 1
    return [(need_name(kind), counted[kind]) for kind in NeedKind if kind in asked]


def languages_of(rows: Sequence[NeedRow], language: Language) -> list[tuple[str, int]]:
    """Count the interpreters by language, the most wanted first."""
    wanted = [need_text(row, language) for row in rows if row.kind is NeedKind.INTERPRETER]
    return sorted(Counter(wanted).items(), key=lambda each: (-each[1], each[0]))


def withdrawal_line(row: Withdrawal, zone: str, language: Language) -> WithdrawalLine:
    """Put a withdrawn consent into words."""
    return WithdrawalLine(
        id=row.id,
        name=row.name or _("(no name)"),
        short_code=grouped(row.short_code),
        reference=grouped(row.reference),
        given=say_moment(row.given_at, zone, language),
        withdrawn=say_moment(row.withdrawn_at, zone, language),
        removed=say_moment(row.removed_at, zone, language) if row.removed_at else "",
    )
