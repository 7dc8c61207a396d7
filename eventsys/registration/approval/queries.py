"""What is asked of registrations that wait for a yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.registration.approval.models import Decision
from eventsys.registration.approval.rules import RequestState, Verdict
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.waitlist.models import WaitlistEntry


@dataclass(frozen=True, kw_only=True)
class Request:
    """A registration that asks for a yes, with what was decided, if anything was.

    `people` are those who would still come, or all of them where none does; they need `places`.
    """

    registration: Registration
    people: int
    places: int
    decision: Decision | None


def find_decision(session: Session, registration: Registration) -> Decision | None:
    """Find what was decided about a registration, as the database has it now."""
    return session.scalar(
        select(Decision)
        .where(Decision.registration_id == registration.id)
        .execution_options(populate_existing=True)
    )


def list_asking(session: Session, registration: Registration) -> Sequence[Participant]:
    """List those of a registration who wait for a yes; none where it was said, or they left."""
    asking = select(Participant).where(
        Participant.registration_id == registration.id,
        Participant.status == ParticipantStatus.WAITING,
        is_undecided(),
    )
    return session.scalars(
        asking.order_by(Participant.position).execution_options(populate_existing=True)
    ).all()


def is_undecided() -> ColumnElement[bool]:
    """Tell of a participant whether nothing is decided about the registration."""
    return ~(
        exists().where(Decision.registration_id == Participant.registration_id)
        | exists().where(WaitlistEntry.registration_id == Participant.registration_id)
    )


def is_in_state(state: RequestState) -> ColumnElement[bool]:
    """Tell of a registration whether its request stands so."""
    if state is RequestState.WAITING:
        return exists().where(
            Participant.registration_id == Registration.id,
            Participant.status == ParticipantStatus.WAITING,
            is_undecided(),
        )
    decided = select(Decision.registration_id).where(
        Decision.registration_id == Registration.id, Decision.verdict == Verdict(state.value)
    )
    return decided.correlate(Registration).exists()


def list_requests(
    session: Session, event: Event, state: RequestState, *, after: int = 0, limit: int
) -> Sequence[Request]:
    """List an event's requests in a state, in the order they came, from behind an id on."""
    comes = Participant.status != ParticipantStatus.DEREGISTERED
    everybody, coming, places = (
        select(func.count())
        .where(Participant.registration_id == Registration.id, *conditions)
        .scalar_subquery()
        for conditions in ((), (comes,), (comes, Participant.takes_place))
    )
    rows = session.execute(
        select(Registration, everybody, coming, places, Decision)
        .outerjoin(Decision, Decision.registration_id == Registration.id)
        .where(Registration.event_id == event.id, Registration.id > after, is_in_state(state))
        .order_by(Registration.id)
        .limit(limit)
    )
    return [
        Request(registration=registration, people=coming or total, places=number, decision=decision)
        for registration, total, coming, number, decision in rows
    ]


def has_requests(session: Session, event_id: int) -> bool:
    """Tell whether somebody asks the organisers of an event for places, or was answered."""
    asking = exists().where(
        Participant.event_id == event_id,
        Participant.status == ParticipantStatus.WAITING,
        is_undecided(),
    )
    answered = exists().where(Decision.event_id == event_id)
    return bool(session.scalar(select(asking | answered)))


def count_requests(session: Session, event: Event) -> Mapping[RequestState, int]:
    """Count an event's requests by their state."""
    counts = [func.count().filter(is_in_state(state)) for state in RequestState]
    row = session.execute(select(*counts).where(Registration.event_id == event.id)).one()
    return dict(zip(RequestState, row, strict=True))
