"""The one place where an event is counted, for API, page, CSV and report."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from eventsys.attendance.passages.queries import list_passages
from eventsys.attendance.rules import (
    Came,
    CountedHeads,
    HeadCountFacts,
    Passage,
    Place,
    can_stay_away,
    count_heads,
    first_passages,
    group,
    quarter_hour_of,
)
from eventsys.attendance.statements import is_registered
from eventsys.checkin.models import HeadCount
from eventsys.events.models import Event, Occasion
from eventsys.events.queries import list_gates, list_occasions
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Category, ParticipantStatus


@dataclass(frozen=True, kw_only=True)
class Count:
    """An event's or an occasion's numbers; all are persons, but `admissions`.

    `registered` = confirmed + waiting + offered + deregistered. `admissions` adds the persons
    admitted to each occasion. `no_shows` is None before the end, and where nothing was held.
    """

    registered: int
    confirmed: int
    waiting: int
    offered: int
    deregistered: int
    admitted: int
    admissions: int
    walk_ins: int
    no_shows: int | None
    head_count: CountedHeads | None
    by_category: Mapping[Category, Came]
    by_gate: Mapping[str, Came]
    by_quarter_hour: Mapping[datetime, Came]

    @property
    def came(self) -> int:
        """Add those admitted with a ticket and those counted without."""
        return self.admitted + self.walk_ins


@dataclass(frozen=True, kw_only=True)
class EventCount(Count):
    """An event's numbers, and those of each of its occasions by their number."""

    as_of: datetime
    occasions: Mapping[int, Count] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that an event's numbers are made of."""

    places: Sequence[Place]
    passages: Sequence[Passage]
    head_counts: Sequence[HeadCountFacts]
    gates: Sequence[str]

    def at_occasion(self, occasion_id: int) -> "Facts":
        """Keep what belongs to one occasion; a place for all occasions belongs to each."""
        return replace(
            self,
            places=[p for p in self.places if p.occasion_id in {None, occasion_id}],
            passages=[p for p in self.passages if p.occasion_id == occasion_id],
            head_counts=[c for c in self.head_counts if c.occasion_id == occasion_id],
        )


def count_event(session: Session, event: Event, *, at: datetime) -> EventCount:
    """Count an event and each of its occasions as of now; seven queries, whatever its size."""
    occasions = list_occasions(session, event)
    facts = Facts(
        places=list_places(session, event),
        passages=list_passages(session, event),
        head_counts=list_head_counts(session, event),
        gates=[gate.name for gate in list_gates(session, event)],
    )

    def is_over(*those: Occasion) -> bool:
        is_cancelled = event.status is EventStatus.CANCELLED
        held_until = [each.ends_at for each in those]
        return can_stay_away(is_cancelled=is_cancelled, held_until=held_until, at=at)

    whole = count(facts, is_over=is_over(*occasions))
    return EventCount(
        **vars(whole),
        as_of=at,
        occasions={
            each.no: count(facts.at_occasion(each.id), is_over=is_over(each)) for each in occasions
        },
    )


def count(facts: Facts, *, is_over: bool) -> Count:
    """Count what was read."""
    statuses = Counter(place.status for place in facts.places)
    persons = first_passages(facts.passages)
    admitted = {person.person for person in persons if person.with_ticket}
    awaited = {p.participant_id for p in facts.places if p.status is ParticipantStatus.CONFIRMED}
    return Count(
        registered=len(facts.places),
        confirmed=statuses[ParticipantStatus.CONFIRMED],
        waiting=statuses[ParticipantStatus.WAITING],
        offered=statuses[ParticipantStatus.OFFERED],
        deregistered=statuses[ParticipantStatus.DEREGISTERED],
        admitted=len(admitted),
        admissions=sum(passage.with_ticket for passage in facts.passages),
        walk_ins=len(persons) - len(admitted),
        no_shows=len(awaited - admitted) if is_over else None,
        head_count=count_heads(facts.head_counts),
        by_category=group(persons, lambda person: person.category, Category),
        by_gate=group(persons, lambda person: person.gate, facts.gates),
        by_quarter_hour=group(persons, quarter_hour_of),
    )


def list_places(session: Session, event: Event) -> Sequence[Place]:
    """Read who is registered, and where each stands; nobody yet, for a ticket printed beforehand.

    Whoever came in with one is somebody, typed in or not.
    """
    rows = session.execute(
        select(Participant.id, Participant.status, Participant.occasion_id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(Participant.event_id == event.id, is_registered())
    )
    return [Place(*row) for row in rows]


def list_head_counts(session: Session, event: Event) -> Sequence[HeadCountFacts]:
    """Read the head counts that no later one supersedes, and that no decision leaves out."""
    return list_head_counts_of(session, [event.id]).get(event.id, [])


def list_head_counts_of(
    session: Session, event_ids: Collection[int]
) -> Mapping[int, Sequence[HeadCountFacts]]:
    """Read the head counts that count at some events, by event."""
    newer = aliased(HeadCount)
    is_superseded = exists().where(
        newer.supersedes == HeadCount.headcount_id,
        newer.event_id == HeadCount.event_id,
        newer.quarantined.is_(False),
    )
    rows = session.execute(
        select(
            HeadCount.event_id,
            HeadCount.headcount_id,
            HeadCount.occasion_id,
            HeadCount.kind,
            HeadCount.role,
            HeadCount.n,
            HeadCount.effective_at,
        ).where(
            HeadCount.event_id.in_(event_ids),
            HeadCount.quarantined.is_(False),
            HeadCount.left_out_for.is_(None),
            ~is_superseded,
        )
    )
    found = defaultdict[int, list[HeadCountFacts]](list)
    for event_id, headcount_id, occasion_id, kind, role, n, at in rows:
        counted = HeadCountFacts(
            headcount_id=headcount_id, occasion_id=occasion_id, kind=kind, role=role, n=n, at=at
        )
        found[event_id].append(counted)
    return found
