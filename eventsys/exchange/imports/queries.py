"""What is asked of imports."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.events.pools.queries import list_pools
from eventsys.events.queries import list_occasions
from eventsys.events.rules import Attends
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.people import EventFacts
from eventsys.exchange.imports.rules import DRAFT_IS_KEPT, ImportKind, ImportState, is_kept
from eventsys.registration.groups.rules import person_key
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus

Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRow:
    """An import as a list shows it."""

    id: int
    state: ImportState
    file: str
    taken: int
    created_at: datetime
    created_by: str
    saved_at: datetime | None


def find_import(
    session: Session, kind: ImportKind, event_id: int | None, import_id: int, *, at: datetime
) -> ImportRun | None:
    """Find one of an event's imports, or of those that belong to none; no draft that is too old."""
    run = session.scalar(select(ImportRun).filter_by(kind=kind, event_id=event_id, id=import_id))
    if run is None or (run.state is ImportState.DRAFT and not is_kept(run.created_at, at)):
        return None
    return run


def list_imports(
    session: Session, kind: ImportKind, event_id: int | None, *, at: datetime
) -> Sequence[ImportRow]:
    """List imports, the newest first; the rows themselves are not read."""
    rows = session.execute(
        select(
            ImportRun.id,
            ImportRun.state,
            ImportRun.file,
            ImportRun.taken,
            ImportRun.created_at,
            ImportRun.created_by,
            ImportRun.saved_at,
        )
        .filter_by(kind=kind, event_id=event_id)
        .order_by(ImportRun.id.desc())
        .limit(50)
    )
    known = [ImportRow(**row) for row in rows.mappings()]
    return [
        each
        for each in known
        if each.state is not ImportState.DRAFT or is_kept(each.created_at, at)
    ]


def find_twin(session: Session, run: ImportRun) -> ImportRun | None:
    """Find an earlier import of the very same file that stands."""
    earlier = select(ImportRun).where(
        ImportRun.digest == run.digest,
        ImportRun.kind == run.kind,
        ImportRun.id < run.id,
        ImportRun.state == ImportState.SAVED,
        ImportRun.event_id.is_(None)
        if run.event_id is None
        else ImportRun.event_id == run.event_id,
    )
    return session.scalars(earlier.order_by(ImportRun.id.desc()).limit(1)).first()


def has_old_drafts(session: Session, *, at: datetime) -> bool:
    """Tell whether a draft is to be forgotten."""
    return session.scalar(select(exists().where(is_old(at)))) or False


def is_old(at: datetime) -> ColumnElement[bool]:
    """Tell whether a draft is to be forgotten."""
    return and_(ImportRun.state == ImportState.DRAFT, ImportRun.created_at <= at - DRAFT_IS_KEPT)


def rows_of(run: ImportRun) -> Rows:
    """Read the rows that a draft keeps."""
    return [(number, cells) for number, cells in json.loads(run.rows or "[]")]


def read_facts(session: Session, event: Event) -> EventFacts:
    """Read what an event wants of its people, and who is registered already."""
    dates = (
        frozenset(each.no for each in list_occasions(session, event) if each.cancelled_at is None)
        if event.attends is Attends.ONE
        else frozenset[int]()
    )
    return EventFacts(age_rule=event.age_rule, dates=dates, known=known_people(session, event))


def known_people(session: Session, event: Event) -> Mapping[tuple[str, int | None], frozenset[str]]:
    """Tell who is registered, by name and year, with the addresses of each."""
    rows = session.execute(
        select(
            Participant.name,
            Participant.birth_year,
            Registration.contact_email,
            Registration.contact_phone,
        )
        .join(Registration, Registration.id == Participant.registration_id)
        .where(
            Participant.event_id == event.id,
            Participant.name.is_not(None),
            Participant.status != ParticipantStatus.DEREGISTERED,
        )
    )
    known: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for name, birth_year, email, phone in rows:
        known[person_key(name or ""), birth_year].add(email or phone or "")
    return {key: frozenset(addresses) for key, addresses in known.items()}


def places_left(session: Session, event: Event) -> int | None:
    """Tell how many places are left in all; None where an event has no limit."""
    left = [pool.left() for pool in list_pools(session, event)]
    return None if None in left else sum(each or 0 for each in left)
