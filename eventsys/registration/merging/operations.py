"""What brings two registrations together."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import Principal
from eventsys.events.pools.operations import lock_pool
from eventsys.registration.changes.queries import list_present
from eventsys.registration.holding import hold_known
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.merging.errors import MergeRefused, Obstacle
from eventsys.registration.merging.models import MergedRegistration
from eventsys.registration.merging.queries import find_merged
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.needs.models import Need
from eventsys.registration.notes.models import RegistrationNote
from eventsys.registration.questions.models import QuestionAnswer
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.statuses.operations import tell


def merge(
    session: Session,
    kept: Registration,
    other: Registration,
    twice: Collection[int],
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Bring the people of another registration into the one that is kept; harmless when repeated.

    Those of them who are there `twice`, by their ids, give this place back; all others go along,
    and their tickets stay as they are. The other link opens the kept registration from now on.
    Raise `MergeRefused`.
    """
    hold_both(session, kept, other)
    if find_merged(session, other) is not None:
        return
    people = list_present(session, other)
    check(session, kept, other, [each for each in people if each.id not in twice])
    for each in people:
        if each.id in twice:
            deregister(session, each, at=at, by=by)
    going = [each for each in people if each.id not in twice]
    take_over(session, kept, other, going, at=at)
    record_merge(session, kept, other, at=at, by=by)
    details = {"from": other.reference, "came along": len(going), "twice": len(people) - len(going)}
    record(session, "merge", kept, details, at=at, by=by)
    if going:
        tell(session, NoticeKind.REGISTERED, kept, at=at)


def hold_both(session: Session, kept: Registration, other: Registration) -> None:
    """Let nobody change either of them: first the places, then both in the order of their ids."""
    if kept.id == other.id:
        raise MergeRefused(Obstacle.SAME)
    is_for_same = (kept.event_id, kept.occasion_id) == (other.event_id, other.occasion_id)
    if not is_for_same:
        raise MergeRefused(Obstacle.ELSEWHERE)
    lock_pool(session, kept.event_id, kept.occasion_id)
    for each in sorted((kept, other), key=lambda registration: registration.id):
        hold_known(session, each)
    for person in session.scalars(
        select(Participant).where(Participant.registration_id.in_([kept.id, other.id]))
    ):
        session.refresh(person)


def check(
    session: Session, kept: Registration, other: Registration, going: Sequence[Participant]
) -> None:
    """Raise `MergeRefused` where they are for something else by now, or some cannot go along."""
    if (kept.event_id, kept.occasion_id) != (other.event_id, other.occasion_id):
        raise MergeRefused(Obstacle.ELSEWHERE)
    if find_merged(session, kept) is not None or not list_present(session, kept):
        raise MergeRefused(Obstacle.EMPTY)
    if any(each.status is not ParticipantStatus.CONFIRMED for each in going):
        raise MergeRefused(Obstacle.WAITING)


def take_over(
    session: Session,
    kept: Registration,
    other: Registration,
    going: Sequence[Participant],
    *,
    at: datetime,
) -> None:
    """Let people stand in another registration, with what they answered and need, and its notes.

    The phones are told of their tickets anew, as families may be let in by one of them.
    """
    last = select(func.max(Participant.position)).filter_by(registration_id=kept.id)
    first = (session.scalar(last) or 0) + 1
    for position, each in enumerate(going, start=first):
        each.registration_id, each.position = kept.id, position
    session.flush()
    ids = [each.id for each in going]
    for table in (QuestionAnswer, Need):
        theirs = update(table).where(table.participant_id.in_(ids))
        session.execute(theirs.values(registration_id=kept.id))
    for table_of_all in (RegistrationNote, Need):
        common = update(table_of_all).where(table_of_all.registration_id == other.id)
        session.execute(common.values(registration_id=kept.id))
    mine = select(Participant.id).filter_by(registration_id=kept.id)
    session.execute(update(Ticket).where(Ticket.participant_id.in_(mine)).values(changed_at=at))


def record_merge(
    session: Session, kept: Registration, other: Registration, *, at: datetime, by: Principal
) -> None:
    """Write down where the people of a registration stand now, also those merged into it before."""
    earlier = update(MergedRegistration).where(MergedRegistration.kept_id == other.id)
    session.execute(earlier.values(kept_id=kept.id))
    session.add(
        MergedRegistration(
            registration_id=other.id, kept_id=kept.id, merged_at=at, merged_by=str(by)
        )
    )
    session.flush()
