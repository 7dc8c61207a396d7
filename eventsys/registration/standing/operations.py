"""What changes events for which people stand registered."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.principal import Principal
from eventsys.events.errors import HasRegistrations
from eventsys.events.intake.queries import intake_of
from eventsys.events.models import Event, Occasion
from eventsys.events.operations import amend_event, hold, withdraw
from eventsys.events.requests import EventPlan
from eventsys.registration.models import Participant
from eventsys.registration.needs.operations import keep_needs_until
from eventsys.registration.questions.answers.operations import redate_answers
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.standing.errors import WayIsSet
from eventsys.registration.waitlist.operations import offer_changed_places


def amend_with_people(
    session: Session, event: Event, plan: EventPlan, *, at: datetime, by: Principal
) -> Event:
    """Bring an event in line with a new plan, and what hangs on it for those registered.

    Raise what `amend_event` raises, and `WayIsSet` where places would be given in another way than
    people were told when they registered, or after lots were drawn.
    """
    hold(session, event)
    intake, people = intake_of(session, event), count_present(session, event)
    if plan.intake.way is not intake.way and (people or intake.is_drawn):
        raise WayIsSet(intake.way, people)
    if people:
        check_dates(session, event, plan)
    amend_event(session, event, plan, at=at, by=by)
    offer_changed_places(session, event, at=at)
    keep_needs_until(session, event)
    redate_answers(session, event)
    return event


def check_dates(session: Session, event: Event, plan: EventPlan) -> None:
    """Raise `HasRegistrations` where a date would go for which people stand registered.

    Also those who have no place yet.
    """
    kept = [each.no for each in plan.occasions if each.no is not None]
    going = select(func.count(Participant.id)).where(
        Participant.event_id == event.id, Participant.status != ParticipantStatus.DEREGISTERED
    )
    if plan.attends is event.attends:
        going = going.join(Occasion, Occasion.id == Participant.occasion_id).where(
            Occasion.no.not_in(kept)
        )
    people = session.scalars(going).one()
    if people:
        raise HasRegistrations(people)


def withdraw_unless_awaited(session: Session, event: Event, *, at: datetime, by: Principal) -> None:
    """Make a published event a draft again; refused once people are registered or wait.

    Raise what `withdraw` raises.
    """
    hold(session, event)
    people = count_present(session, event)
    if people:
        raise HasRegistrations(people)
    withdraw(session, event, at=at, by=by)


def count_present(session: Session, event: Event) -> int:
    """Count those of an event who have not left."""
    present = select(func.count()).where(
        Participant.event_id == event.id, Participant.status != ParticipantStatus.DEREGISTERED
    )
    return session.scalars(present).one()
