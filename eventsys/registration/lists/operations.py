"""What takes in a whole list of registrations, and takes it back.

A list costs some statements for each hundred of its rows, and not some for each row.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Insert, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.core.news import NewsKind
from eventsys.core.outbox import OF_EVENTS, Notice, NoticeKind
from eventsys.core.principal import Principal
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.models import Event
from eventsys.events.pools.operations import claim_places, lock_pool, release_places
from eventsys.events.rules import Attends, EventStatus
from eventsys.registration.errors import OccasionMissing
from eventsys.registration.lists.errors import EventNotPublished, ListInUse
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.operations import person_values, registration_values
from eventsys.registration.places.operations import count_places
from eventsys.registration.queries import get_terms
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import IfFull, ParticipantStatus, Terms
from eventsys.registration.telling import tell_list
from eventsys.registration.tickets.operations import Holder, issue
from eventsys.registration.waitlist.models import WaitlistEntry
from eventsys.registration.waitlist.operations import keep_for_waiting, offer_free_places
from eventsys.registration.waitlist.queries import last_rank

AT_ONCE = 500
registrations, participants = table_of(Registration), table_of(Participant)
ADD = insert(registrations).returning(registrations.c.id, sort_by_parameter_order=True)
ADD_PEOPLE = insert(participants).returning(
    participants.c.id.label("participant_id"),
    participants.c.event_id,
    participants.c.occasion_id,
    participants.c.category,
    sort_by_parameter_order=True,
)
Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ListRequest:
    """The registrations of a list; `if_full` says what becomes of those for whom no place is left.

    Only where it `tells` them do they get a message with their ticket.
    """

    requests: Sequence[RegistrationRequest]
    if_full: IfFull = IfFull.REFUSE
    tells: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A request with its occasion, and whether it has places; else its people wait."""

    request: RegistrationRequest
    occasion_id: int | None
    has_places: bool


def register_list(
    session: Session, event: Event, wanted: ListRequest, *, at: datetime, by: Principal
) -> list[int]:
    """Register all of a list in its order, also where registration is closed; give their ids.

    Raise `EventNotPublished`, `OccasionMissing`, and `NotEnoughPlaces` where there are fewer
    places than people and the list does not say what then.
    """
    session.flush()
    terms = get_terms(session, event.slug)
    if terms.status is not EventStatus.PUBLISHED:
        raise EventNotPublished(event.slug)
    placed = place_all(session, terms, wanted)
    ids = [
        row.id
        for row in insert_all(
            session,
            ADD,
            [
                registration_values(terms, each.request, each.occasion_id, at=at, by=by)
                for each in placed
            ],
        )
    ]
    numbered = list(zip(ids, placed, strict=True))
    add_people(session, terms, numbered, at=at)
    if not terms.intake.puts_off:
        let_wait(session, terms, numbered, at=at)
    if wanted.tells:
        tell_all(session, numbered, at=at)
    for some in in_slices(ids):
        tell_list(session, NewsKind.REGISTRATION_MADE, some, at=at)
    return ids


def place_all(session: Session, terms: Terms, wanted: ListRequest) -> list[Placed]:
    """Give places to those who come first in the list, as far as there are any."""
    known = {None if terms.attends is Attends.ALL else each.no: each for each in terms.occasions}
    left: dict[int | None, int | None] = {}
    claimed: Counter[int | None] = Counter()
    placed = []
    for request in wanted.requests:
        no = None if terms.attends is Attends.ALL else request.occasion_no
        if no not in known:
            raise OccasionMissing
        occasion_id = None if no is None else known[no].id
        if occasion_id not in left:
            left[occasion_id] = lock_pool(session, terms.event_id, occasion_id).left
        asked, free = count_places(terms, request), left[occasion_id]
        fits = free is None or claimed[occasion_id] + asked <= free
        if not fits and wanted.if_full is IfFull.REFUSE and not terms.intake.puts_off:
            raise NotEnoughPlaces(asked=asked, left=(free or 0) - claimed[occasion_id])
        has_places = fits and not terms.intake.puts_off
        claimed[occasion_id] += asked * has_places
        if has_places or wanted.if_full is not IfFull.PART or terms.intake.puts_off:
            placed.append(Placed(request=request, occasion_id=occasion_id, has_places=has_places))
    for occasion_id, places in claimed.items():
        if places:
            claim_places(session, terms.event_id, occasion_id, places)
    return placed


def add_people(
    session: Session, terms: Terms, numbered: Sequence[tuple[int, Placed]], *, at: datetime
) -> None:
    """Write all participants down, and issue their tickets."""
    people: list[Values] = [
        {
            "registration_id": registration_id,
            "event_id": terms.event_id,
            "occasion_id": placed.occasion_id,
            "position": position,
            "status": ParticipantStatus.CONFIRMED
            if placed.has_places
            else ParticipantStatus.WAITING,
            **person_values(terms, asked),
        }
        for registration_id, placed in numbered
        for position, asked in enumerate(placed.request.participants, start=1)
    ]
    holders = [
        Holder(
            participant_id=row.participant_id,
            event_id=row.event_id,
            occasion_id=row.occasion_id,
            category=row.category,
        )
        for row in insert_all(session, ADD_PEOPLE, people)
    ]
    for some in in_slices(holders):
        issue(session, terms.roster_salt, some, at=at)


def let_wait(
    session: Session, terms: Terms, numbered: Sequence[tuple[int, Placed]], *, at: datetime
) -> None:
    """Put those without a place at the end of their waiting lists, in the list's order."""
    ranks: dict[int | None, int] = {}
    entries: list[Values] = []
    for registration_id, placed in numbered:
        if placed.has_places:
            continue
        occasion_id = placed.occasion_id
        if occasion_id not in ranks:
            ranks[occasion_id] = last_rank(session, terms.event_id, occasion_id)
        ranks[occasion_id] += 1
        entries.append(
            {
                "registration_id": registration_id,
                "event_id": terms.event_id,
                "occasion_id": occasion_id,
                "rank": ranks[occasion_id],
                "joined_at": at,
                "is_passed": False,
            }
        )
    for some in in_slices(entries):
        session.connection().execute(insert(table_of(WaitlistEntry)), some)
    for occasion_id in ranks:
        keep_for_waiting(session, terms.event_id, occasion_id)


def tell_all(session: Session, numbered: Sequence[tuple[int, Placed]], *, at: datetime) -> None:
    """Lay a notice for each registration into the outbox."""
    notices: list[Values] = [
        {
            "kind": NoticeKind.REGISTERED if placed.has_places else NoticeKind.WAITING,
            "subject_id": registration_id,
            "revision": 1,
            "created_at": at,
        }
        for registration_id, placed in numbered
    ]
    for some in in_slices(notices):
        session.connection().execute(insert(table_of(Notice)), some)


def remove_list(
    session: Session, event: Event, registration_ids: Sequence[int], *, at: datetime
) -> None:
    """Delete registrations of a list as if they had never been, and give their places back.

    Raise `ListInUse` where anything hangs on one of them: a message, a visit, an answer, a change.
    """
    session.flush()
    freed = Counter(places_in(session, event, registration_ids))
    for occasion_id in sorted(freed, key=lambda each: each or 0):
        lock_pool(session, event.id, occasion_id)
    try:
        with session.begin_nested():
            for some in in_slices(registration_ids):
                tell_list(session, NewsKind.REGISTRATION_CANCELLED, some, at=at)
                delete_some(session, some)
    except IntegrityError as error:
        raise ListInUse from error
    for occasion_id, places in freed.items():
        if places:
            release_places(session, event.id, occasion_id, places)
        offer_free_places(session, event.id, occasion_id, at=at)


def places_in(
    session: Session, event: Event, registration_ids: Sequence[int]
) -> Mapping[int | None, int]:
    """Count the places that registrations have, by occasion; raise `ListInUse` for one changed."""
    places: Counter[int | None] = Counter()
    for some in in_slices(registration_ids):
        rows = session.execute(
            select(
                Participant.occasion_id,
                Participant.status,
                Participant.takes_place,
                Registration.revision,
                Registration.link_version,
            )
            .join(Registration, Registration.id == Participant.registration_id)
            .where(Registration.id.in_(some), Registration.event_id == event.id)
        )
        for row in rows:
            is_as_made = row.status in {ParticipantStatus.CONFIRMED, ParticipantStatus.WAITING}
            if not is_as_made or (row.revision, row.link_version) != (1, 1):
                raise ListInUse
            places[row.occasion_id] += row.status is ParticipantStatus.CONFIRMED and row.takes_place
    return places


def delete_some(session: Session, registration_ids: Sequence[int]) -> None:
    """Delete registrations with all that was made with them; the database refuses the rest.

    A notice that became a message hangs on its registration, which then cannot go.
    """
    people = select(Participant.id).where(Participant.registration_id.in_(registration_ids))
    steps = (
        (WaitlistEntry, WaitlistEntry.registration_id.in_(registration_ids)),
        (Ticket, Ticket.participant_id.in_(people)),
        (Participant, Participant.registration_id.in_(registration_ids)),
        (Registration, Registration.id.in_(registration_ids)),
        (
            Notice,
            Notice.subject_id.in_(registration_ids) & Notice.kind.not_in(OF_EVENTS),
        ),
    )
    for model, condition in steps:
        gone = delete(model).where(condition)
        session.execute(gone.execution_options(synchronize_session=False))


def insert_all(session: Session, statement: Insert, rows: Sequence[Values]) -> Iterator[Any]:
    """Insert rows some hundred at a time; give what comes back, in their order."""
    for some in in_slices(rows):
        yield from session.connection().execute(statement, some).all()


def in_slices(rows: Sequence[Any]) -> Iterator[list[Any]]:
    """Cut rows into slices that one statement takes."""
    remaining = iter(rows)
    while some := list(islice(remaining, AT_ONCE)):
        yield some
