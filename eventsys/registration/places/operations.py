"""What takes the places that a request asks for."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.events.pools.operations import claim_places
from eventsys.events.rules import Attends, RegistrationState
from eventsys.registration.errors import (
    CompanionsAlone,
    OccasionMissing,
    OutsideAgeRule,
    RegistrationClosed,
    TooManyParticipants,
)
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import MOST_PARTICIPANTS, Terms


def take_places(
    session: Session, terms: Terms, request: RegistrationRequest, *, at: datetime
) -> int | None:
    """Take the places that a request asks for; give the occasion they are for, None for all."""
    if terms.state(at) is not RegistrationState.OPEN:
        raise RegistrationClosed(terms.state(at))
    check_participants(terms, request)
    occasion_id = chosen_occasion(terms, request.occasion_no, at)
    claim_places(session, terms.event_id, occasion_id, count_places(terms, request))
    return occasion_id


def count_places(terms: Terms, request: RegistrationRequest) -> int:
    """Count the places that a request takes; companions may take none."""
    return sum(1 for asked in request.participants if terms.takes_place(asked))


def check_participants(terms: Terms, request: RegistrationRequest) -> None:
    """Raise `TooManyParticipants`, `OutsideAgeRule` for those the event is not for.

    And `CompanionsAlone` where it is for none of them.
    """
    if not 1 <= len(request.participants) <= MOST_PARTICIPANTS:
        raise TooManyParticipants(MOST_PARTICIPANTS)
    rule = terms.age_rule
    if rule is None:
        return
    may_come_along = terms.care.takes_companions
    outside = [
        position
        for position, asked in enumerate(request.participants)
        if not (may_come_along if asked.is_companion else rule.holds(asked.birth_year))
    ]
    if outside:
        raise OutsideAgeRule(outside, rule)
    if all(asked.is_companion for asked in request.participants):
        raise CompanionsAlone


def chosen_occasion(terms: Terms, no: int | None, at: datetime) -> int | None:
    """Find the occasion a registration is for; None where it is for all of them."""
    if terms.attends is Attends.ALL:
        return None
    chosen = next((each for each in terms.occasions if each.no == no and at < each.ends_at), None)
    if chosen is None:
        raise OccasionMissing
    return chosen.id
