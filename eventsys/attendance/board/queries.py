"""What a live board shows of an occasion; it costs the same at the first scan and at the last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from eventsys.attendance.board.rules import BoardCount, Fullness, count_arrivals, fullness_of
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.passages.queries import Ticked, list_linked_walk_ins, list_ticked
from eventsys.attendance.rules import Passage
from eventsys.checkin.arrivals.queries import count_mended, list_arrivals
from eventsys.checkin.arrivals.rules import Arrived, Slot, slot_of
from eventsys.checkin.devices.queries import desk_token_hash
from eventsys.checkin.models import Arrival, Device
from eventsys.core.revision import PublicRevision
from eventsys.events.models import Event, Occasion
from eventsys.events.pools.queries import list_pools
from eventsys.events.queries import list_gates, list_occasions
from eventsys.events.rules import nearest_occasion

LATELY_MENDED = timedelta(days=7)
SILENT_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Phones:
    """How many phones are connected and how many of them silent; what they still hold, in rows."""

    connected: int
    silent: int
    unsent: int


@dataclass(frozen=True, kw_only=True)
class Board:
    """One occasion as it stands now; `capacity` is None where there is no limit.

    `mended` is by how many persons its sums were lately found wrong, and set right.
    """

    occasion: Occasion
    count: BoardCount
    capacity: int | None
    phones: Phones
    mended: int

    @property
    def fullness(self) -> Fullness:
        """Tell how full it is."""
        return fullness_of(self.count.inside, self.capacity)


def find_board(
    session: Session, event: Event, *, at: datetime, no: int | None = None
) -> Board | None:
    """Count the occasion with a number, else the one nearest in time; None where there is none."""
    occasion = choose_occasion(list_occasions(session, event), no, at)
    if occasion is None:
        return None
    return Board(
        occasion=occasion,
        count=count_occasion(session, event, occasion.id),
        capacity=capacity_of(session, event, occasion.id),
        phones=count_phones(session, event, at=at),
        mended=count_mended(session, occasion.id, since=at - LATELY_MENDED),
    )


def choose_occasion(occasions: Sequence[Occasion], no: int | None, at: datetime) -> Occasion | None:
    """Choose an occasion by its number, else by the time."""
    if no is None:
        spans = [(each.id, each.starts_at, each.ends_at) for each in occasions]
        nearest = nearest_occasion(spans, at)
        return next((each for each in occasions if each.id == nearest), None)
    return next((each for each in occasions if each.no == no), None)


def count_occasion(session: Session, event: Event, occasion_id: int) -> BoardCount:
    """Count who came to an occasion and is inside."""
    arrivals = list_arrivals(session, [occasion_id])
    linked = passing(occasion_id, list_linked_walk_ins(session, event))
    ticked = changed_by(list_ticked(session, event, occasion_id), occasion_id)
    gates = [gate.name for gate in list_gates(session, event)]
    return count_arrivals([*arrivals, *linked, *ticked], gates)


def passing(occasion_id: int, passages: Iterable[Passage]) -> list[tuple[Slot, Arrived]]:
    """Write people who were counted without a ticket as arrivals at an occasion."""
    return [
        (slot_of(occasion_id, each.gate, each.at), Arrived(walk_ins=1))
        for each in passages
        if each.occasion_id == occasion_id
    ]


def changed_by(ticked: Ticked, occasion_id: int) -> list[tuple[Slot, Arrived]]:
    """Write what a list and corrections change as arrivals; who came by the list is inside."""
    came = [
        (slot_of(occasion_id, each.gate, each.at), Arrived(admitted=1, inside=1))
        for each in ticked.came
    ]
    gone = [
        (
            slot_of(occasion_id, each.passage.gate, each.passage.at),
            Arrived(admitted=-1, inside=-int(each.is_inside)),
        )
        for each in ticked.gone
    ]
    return [*came, *gone]


def capacity_of(session: Session, event: Event, occasion_id: int) -> int | None:
    """Tell for how many people there is room at an occasion."""
    pools = {pool.occasion_id: pool.capacity for pool in list_pools(session, event)}
    return pools.get(occasion_id, pools.get(None))


def count_phones(session: Session, event: Event, *, at: datetime) -> Phones:
    """Count the phones that are connected, and the silent ones; the desk is none."""
    connected, silent, unsent = session.execute(
        select(
            func.count(),
            func.count().filter(is_silent(at)),
            func.sum(Device.told_unsent),
        ).where(
            Device.event_id == event.id,
            Device.revoked_at.is_(None),
            Device.token_hash != desk_token_hash(event),
        )
    ).one()
    return Phones(connected=connected, silent=silent, unsent=unsent or 0)


def is_silent(at: datetime) -> ColumnElement[bool]:
    """Tell whether a phone was not heard of for a while."""
    return or_(Device.last_seen_at.is_(None), Device.last_seen_at < at - SILENT_AFTER)


def find_revision(session: Session, slug: str, *, at: datetime) -> str | None:
    """Tell in one query what changes whenever an event's board does; None for no such event.

    Beside it, only what goes with a scan (`list_linked_walk_ins`) may be decided anew.
    """
    of_event = Device.event_id == Event.id
    here = select(Occasion.id).where(Occasion.event_id == Event.id).correlate(Event)
    connected = select(func.count()).where(of_event, Device.revoked_at.is_(None))
    numbers = session.execute(
        select(
            Event.id,
            select(PublicRevision.number).scalar_subquery(),
            select(func.sum(Arrival.changes))
            .where(Arrival.occasion_id.in_(here))
            .scalar_subquery(),
            select(func.count())
            .select_from(AttendanceMark)
            .where(AttendanceMark.occasion_id.in_(here))
            .scalar_subquery(),
            connected.scalar_subquery(),
            connected.where(is_silent(at)).scalar_subquery(),
            select(func.sum(Device.told_unsent))
            .where(of_event, Device.revoked_at.is_(None))
            .scalar_subquery(),
        ).where(Event.slug == slug)
    ).one_or_none()
    return None if numbers is None else "-".join(map(str, numbers))
