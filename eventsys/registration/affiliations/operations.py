"""What changes which actor participants come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import table_of
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM, Principal
from eventsys.core.text import mask_cpr
from eventsys.events.models import Event
from eventsys.people.actors.models import Actor
from eventsys.people.actors.queries import match_names
from eventsys.people.actors.rules import fold_name
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.models import Participant
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import Terms

affiliations = table_of(Affiliation)


@dataclass(frozen=True)
class Told:
    """Where a participant comes from, as it is written down."""

    participant_id: int
    typed: str


def keep_affiliations(
    session: Session,
    terms: Terms,
    request: RegistrationRequest,
    people: Sequence[int],
    *,
    at: datetime,
) -> None:
    """Write down where those of a new registration come from, where the event asks it.

    `people` are their ids. A name that is known exactly is its actor's; any other waits for
    somebody who knows. Of a group without more words it is the group's own name. An event that
    does not ask costs no statement.
    """
    if not terms.asks_workplace:
        return
    told = [
        Told(person, mask_cpr(asked.workplace or request.group_name or ""))
        for person, asked in zip(people, request.participants, strict=True)
    ]
    rows = rows_of(session, [each for each in told if each.typed], at=at)
    if rows:
        session.connection().execute(insert(affiliations), rows)


def rows_of(session: Session, told: Sequence[Told], *, at: datetime) -> list[dict[str, object]]:
    """Write down as rows where people come from, with the actors that are known exactly."""
    known = match_names(session, (each.typed for each in told), local_day(at))
    return [
        {
            "participant_id": each.participant_id,
            "typed": each.typed,
            "actor_id": known.get(each.typed),
            "assigned_at": at if each.typed in known else None,
            "assigned_by": str(SYSTEM) if each.typed in known else None,
        }
        for each in told
    ]


def tell_workplace(
    session: Session, participant: Participant, typed: str, *, at: datetime, by: Principal
) -> None:
    """Write down, or anew, where somebody comes from; a name that is known exactly is assigned."""
    found = session.get(Affiliation, participant.id)
    if found is not None:
        session.delete(found)
        session.flush()
    if typed:
        (row,) = rows_of(session, [Told(participant.id, mask_cpr(typed))], at=at)
        session.add(Affiliation(**row))
    record(session, "workplace", participant, {"workplace": mask_cpr(typed)}, at=at, by=by)
    session.flush()


def assign_alike(
    session: Session, event: Event, typed: str, actor: Actor, *, at: datetime, by: Principal
) -> int:
    """Say which actor is meant by a name, for all of an event who wrote it; tell how many."""
    waiting = alike(session, event, typed)
    for each in waiting:
        each.actor_id, each.assigned_at, each.assigned_by = actor.id, at, str(by)
    session.flush()
    details = {"event": event.slug, "workplace": typed, "people": len(waiting)}
    record(session, "assign", actor, details, at=at, by=by)
    return len(waiting)


def unassign_alike(
    session: Session, event: Event, typed: str, *, at: datetime, by: Principal
) -> int:
    """Let all of an event who wrote a name wait again for who knows which actor is meant."""
    assigned = alike(session, event, typed)
    for each in assigned:
        each.actor_id = each.assigned_at = each.assigned_by = None
    session.flush()
    details = {"workplace": typed, "people": len(assigned)}
    record(session, "unassign", event, details, at=at, by=by)
    return len(assigned)


def assign_known(session: Session, event: Event, *, at: datetime) -> int:
    """Assign whoever waits and wrote a name that is known exactly by now; tell how many."""
    waiting = [each for each in list_told(session, event) if each.actor_id is None]
    known = match_names(session, (each.typed for each in waiting), local_day(at))
    found = [each for each in waiting if each.typed in known]
    for each in found:
        each.actor_id, each.assigned_at = known[each.typed], at
        each.assigned_by = str(SYSTEM)
    session.flush()
    return len(found)


def alike(session: Session, event: Event, typed: str) -> list[Affiliation]:
    """List those of an event who wrote a name, however they wrote it."""
    folded = fold_name(typed)
    return [each for each in list_told(session, event) if fold_name(each.typed) == folded]


def list_told(session: Session, event: Event) -> Sequence[Affiliation]:
    """List where those of an event come from who told it."""
    told = (
        select(Affiliation)
        .join(Participant, Participant.id == Affiliation.participant_id)
        .where(Participant.event_id == event.id)
        .order_by(Affiliation.participant_id)
    )
    return session.scalars(told).all()
