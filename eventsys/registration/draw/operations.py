"""What draws lots: once, in one transaction, with everything on record."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ScalarSelect, insert, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import table_of
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import Principal
from eventsys.events.intake.operations import note_draw
from eventsys.events.intake.queries import intake_of
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.models import Event, Occasion
from eventsys.events.operations import hold
from eventsys.events.pools.operations import hold_places, lock_pool, lock_pools
from eventsys.events.pools.queries import list_pools
from eventsys.events.rules import EventStatus
from eventsys.registration.draw.errors import DrawRefused, SeedUnusable
from eventsys.registration.draw.models import Draw, DrawEntry, DrawPool
from eventsys.registration.draw.queries import find_draw, list_entrants
from eventsys.registration.draw.rules import (
    LONGEST_SEED,
    DrawObstacle,
    DrawRecord,
    Entrant,
    draw_lots,
)
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import ParticipantStatus, Source
from eventsys.registration.waitlist.models import WaitlistEntry
from eventsys.registration.waitlist.operations import keep_for_waiting

SEED_BYTES = 32
Dates = Mapping[int, int | None]
"""The dates that people choose from: their ids by their numbers; 0 is all of them."""


def draw(session: Session, event: Event, seed: str = "", *, at: datetime, by: Principal) -> Draw:
    """Draw an event's lots: give the places, and put all others on the waiting list.

    A second call finds the first one's draw. Without a seed one is chosen by chance. Raise
    `DrawRefused` and `SeedUnusable`.
    """
    if len(seed) > LONGEST_SEED:
        raise SeedUnusable(LONGEST_SEED)
    hold(session, event)
    known = find_draw(session, event.id)
    if known is not None:
        return known
    intake = intake_of(session, event)
    check_moment(session, event, intake, at=at)
    dates = lock_dates(session, event)
    places = {no: lock_pool(session, event.id, date).unused or 0 for no, date in dates.items()}
    entrants = list_entrants(session, event)
    chosen = seed or secrets.token_hex(SEED_BYTES)
    result = draw_lots(chosen, list(entrants.values()), places, intake.waitlist_order)
    drawn = write_down(session, event, result, entrants, at=at, by=by)
    drawn.is_seed_given = bool(seed)
    hand_out(session, event, result, dates, at=at)
    tell_all(session, event, at=at)
    note_draw(session, event, at=at)
    return drawn


def check_moment(session: Session, event: Event, intake: IntakePlan, *, at: datetime) -> None:
    """Raise `DrawRefused` before registration has closed, and when all is over."""
    closes_at = event.registration_closes_at
    if intake.way is not Way.DRAW or closes_at is None:
        raise DrawRefused(DrawObstacle.NOT_BY_DRAW)
    if at < closes_at:
        raise DrawRefused(DrawObstacle.TOO_EARLY)
    ends = select(Occasion.ends_at).where(
        Occasion.event_id == event.id, Occasion.cancelled_at.is_(None)
    )
    last_end = session.scalars(ends.order_by(Occasion.ends_at.desc()).limit(1)).one()
    if event.status is not EventStatus.PUBLISHED or last_end <= at:
        raise DrawRefused(DrawObstacle.TOO_LATE)


def lock_dates(session: Session, event: Event) -> Dates:
    """Lock the places of all dates, and give their numbers and ids."""
    ids = [pool.occasion_id for pool in list_pools(session, event)]
    lock_pools(session, event.id, [each for each in ids if each is not None])
    numbers = select(Occasion.id, Occasion.no).where(Occasion.event_id == event.id)
    known = {row.id: row.no for row in session.execute(numbers)}
    return {0 if each is None else known[each]: each for each in ids}


def write_down(
    session: Session,
    event: Event,
    result: DrawRecord,
    entrants: Mapping[int, Entrant],
    *,
    at: datetime,
    by: Principal,
) -> Draw:
    """Write a draw down, whole."""
    drawn = Draw(
        event_id=event.id,
        seed=result.seed,
        is_seed_given=False,
        algorithm=result.algorithm,
        waitlist_order=result.order,
        entrants_digest=result.digest,
        drawn_at=at,
        drawn_by=str(by),
    )
    session.add(drawn)
    session.flush()
    session.add_all(
        DrawPool(event_id=event.id, occasion_no=no, places=places)
        for no, places in result.places.items()
    )
    session.flush()
    ids = {each.key: registration_id for registration_id, each in entrants.items()}
    rows = [
        {
            "registration_id": ids[each.key],
            "event_id": event.id,
            "position": position,
            "key": each.key,
            "size": each.size,
            "occasion_no": each.occasion_no,
            "is_repeat": each.is_repeat,
            "has_place": each.key in result.winners,
        }
        for position, each in enumerate(result.entrants, start=1)
    ]
    if rows:
        session.connection().execute(insert(table_of(DrawEntry)), rows)
    details = {"seed": result.seed, "entrants": len(rows), "digest": result.digest}
    record(session, "draw", event, details, at=at, by=by)
    return drawn


def hand_out(
    session: Session, event: Event, result: DrawRecord, dates: Dates, *, at: datetime
) -> None:
    """Give those their places whose lots won, and put all others on the waiting list."""
    for no, date in dates.items():
        won = [e.size for e in result.entrants if e.occasion_no == no and e.key in result.winners]
        if won:
            hold_places(session, event.id, date, sum(won))
    confirm_winners(session, event, at=at)
    put_on_waitlist(session, event, at=at)
    session.expire_all()
    for date in dates.values():
        keep_for_waiting(session, event.id, date)


def confirm_winners(session: Session, event: Event, *, at: datetime) -> None:
    """Confirm those who wait of the parties whose lots won; their tickets admit from now on."""
    winners = drawn_ids(event, has_place=True)
    session.execute(
        update(Participant)
        .where(
            Participant.registration_id.in_(winners),
            Participant.status == ParticipantStatus.WAITING,
        )
        .values(status=ParticipantStatus.CONFIRMED)
        .execution_options(synchronize_session=False)
    )
    people = select(Participant.id).where(Participant.registration_id.in_(winners))
    session.execute(
        update(Ticket)
        .where(Ticket.participant_id.in_(people.scalar_subquery()))
        .values(changed_at=at)
        .execution_options(synchronize_session=False)
    )


def put_on_waitlist(session: Session, event: Event, *, at: datetime) -> None:
    """Let all others wait in the order of their lots."""
    others = (
        select(DrawEntry.registration_id, Registration.occasion_id, DrawEntry.position)
        .join(Registration, Registration.id == DrawEntry.registration_id)
        .where(DrawEntry.event_id == event.id, DrawEntry.has_place.is_(False))
    )
    rows = [
        {
            "registration_id": registration_id,
            "event_id": event.id,
            "occasion_id": occasion_id,
            "rank": position,
            "joined_at": at,
            "is_passed": False,
        }
        for registration_id, occasion_id, position in session.execute(others)
    ]
    if rows:
        session.connection().execute(insert(table_of(WaitlistEntry)), rows)


def drawn_ids(event: Event, *, has_place: bool) -> ScalarSelect[int]:
    """Select the registrations that won, or those that did not."""
    return (
        select(DrawEntry.registration_id)
        .where(DrawEntry.event_id == event.id, DrawEntry.has_place.is_(has_place))
        .scalar_subquery()
    )


def tell_all(session: Session, event: Event, *, at: datetime) -> None:
    """Lay out a notice for each party: it has a place, or which number it is."""
    for has_place, kind in ((True, NoticeKind.APPROVED), (False, NoticeKind.WAITING)):
        told = session.execute(
            update(Registration)
            .where(Registration.id.in_(drawn_ids(event, has_place=has_place)))
            .values(revision=Registration.revision + 1)
            .returning(Registration.id, Registration.revision, Registration.source)
            .execution_options(synchronize_session=False)
        ).all()
        notices = [
            {"kind": kind, "subject_id": subject, "revision": revision, "created_at": at}
            for subject, revision, source in sorted(told)
            if source is not Source.DEMONSTRATION  # invented people are told nothing
        ]
        if notices:
            session.connection().execute(insert(table_of(Notice)), notices)
    session.expire_all()
