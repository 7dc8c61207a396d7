"""What brings a season in and takes it out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from msgspec import ValidationError
from msgspec.json import Decoder, Encoder
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.keys import Purpose, keys
from eventsys.core.principal import Principal
from eventsys.core.revision import raise_revision
from eventsys.events.models import Event
from eventsys.exchange.season.checks import Known, find_faults, find_known
from eventsys.exchange.season.derived import derive
from eventsys.exchange.season.errors import SeasonRefused, SeasonUnwritable
from eventsys.exchange.season.facts.base import Fact
from eventsys.exchange.season.kinds.all import KINDS
from eventsys.exchange.season.kinds.base import Filling, Names, RowId, YearOf
from eventsys.exchange.season.queries import facts_of, gather_year
from eventsys.exchange.season.rules import Fault, FaultKind, read_lines
from eventsys.exchange.season.writing import keep_names, name_rows, reserve, write_facts

DECODER: Decoder[Any] = Decoder(reduce(or_, (kind.fact for kind in KINDS.values())))
ENCODER = Encoder()


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of a season file: how many of its facts are new, and how many were there."""

    new: int
    known: int


def import_season(
    session: Session, lines: Iterable[bytes], *, at: datetime, by: Principal
) -> Imported:
    """Bring in what is new of a season's facts, and what is derived of them.

    Raise `SeasonRefused` with all that is wrong with the lines.
    """
    found = read_lines(lines, DECODER)
    known = find_known(session, found)
    faults = find_faults(session, found, known)
    if faults:
        raise SeasonRefused(faults)
    new = {
        tag: [
            fact
            for (of, fact_id), fact in found.facts.items()
            if of == tag and fact_id not in known.rows[tag]
        ]
        for tag in KINDS
    }
    filling = fill_in(session, known, new, at=at, by=by)
    write_new(session, new, known, filling)
    derive(session, new, filling, at=at)
    number = sum(map(len, new.values()))
    if number:
        raise_revision(session)
    for event_id in filling.rows["event"].values() if number else ():
        note(session, session.get_one(Event, event_id), number, at=at, by=by)
    return Imported(new=number, known=len(found.facts) - number)


def note(session: Session, event: Event, number: int, *, at: datetime, by: Principal) -> None:
    """Write into the log that a season came in, to which an event belongs."""
    record(session, "import season", event, {"facts": number}, at=at, by=by)


def fill_in(
    session: Session,
    known: Known,
    new: Mapping[str, Sequence[Any]],
    *,
    at: datetime,
    by: Principal,
) -> Filling:
    """Put together what the rows are filled in with."""
    rows = {
        tag: known.rows[tag] | reserve(session, kind, [each.id for each in new[tag]])
        for tag, kind in KINDS.items()
    }

    def stored_salt(event_id: RowId) -> str:
        salt = session.get_one(Event, event_id).roster_salt
        return keys().unseal(Purpose.ROSTER_SALT, salt)

    return Filling(
        at=at,
        by=str(by),
        rows=rows,
        stored_salt=stored_salt,
    )


def write_new(
    session: Session, new: Mapping[str, Sequence[Fact]], known: Known, filling: Filling
) -> None:
    """Write the facts down; what only the database can refuse is refused as a whole."""
    for tag, kind in KINDS.items():
        try:
            write_facts(session, kind, new[tag], filling)
        except IntegrityError as error:
            raise SeasonRefused([Fault(0, FaultKind.TAKEN, (tag,))]) from error
        rows = {each.id: filling.rows[tag][each.id] for each in new[tag]}
        keep_names(session, kind, rows | known.adopted.get(tag, {}))


def export_season(session: Session, year: YearOf) -> Iterator[bytes]:
    """Write a year's facts as lines, always in the same order.

    Facts whose rows have no id to show get one, which is kept. Raise `SeasonUnwritable`.
    """
    session.flush()
    whole = gather_year(session, year)
    names = Names()
    for tag, kind in KINDS.items():
        names.known[tag].update(name_rows(session, kind, list(whole[tag].rows)))
    for tag, kind in KINDS.items():
        order = names.known[tag]
        found = whole.pop(tag)
        found.rows = dict(sorted(found.rows.items(), key=lambda row: order[row[0]]))
        try:
            yield from map(line_of, facts_of(kind, found, names))
        except ValueError as error:
            raise SeasonUnwritable(tag, "", str(error)) from error


def line_of(fact: Fact) -> bytes:
    """Write a fact as a line that an import takes; raise `SeasonUnwritable`."""
    line = ENCODER.encode(fact)
    try:
        DECODER.decode(line)
    except ValidationError as error:
        raise SeasonUnwritable(str(fact.__struct_config__.tag), fact.id, str(error)) from error
    return line + b"\n"
