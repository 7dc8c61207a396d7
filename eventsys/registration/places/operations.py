"""What takes the places that a request asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.groups.queries import groups_of
from eventsys.events.groups.rules import MOST_IN_A_GROUP
from eventsys.events.intake.rules import Way
from eventsys.events.pools.operations import claim_places, lock_pool
from eventsys.events.rules import AgeRule, Attends, RegistrationState
from eventsys.registration.errors import (
    CompanionsAlone,
    OccasionMissing,
    OutsideAgeRule,
    RegistrationClosed,
    TooManyParticipants,
)
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import (
    MOST_PARTICIPANTS,
    IfFull,
    ParticipantRequest,
    ParticipantStatus,
    Terms,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of asking: the occasion, None for all, and places for the first of the people.

    `request` holds those who are written down; those of them without a place wait, in line or,
    where it `awaits_decision`, until somebody has decided.
    """

    occasion_id: int | None
    places: int
    request: RegistrationRequest
    awaits_decision: bool = False


def take_places(
    session: Session, terms: Terms, request: RegistrationRequest, *, at: datetime
) -> Taken:
    """Take the places that a request asks for, or what its `if_full` makes do with.

    Where an event takes people in by approval or draw, or a group asks for more than the event
    gives without asking, no place is taken yet.
    """
    if terms.state(at) is not RegistrationState.OPEN:
        raise RegistrationClosed(terms.state(at))
    most = most_people(session, terms, request)
    check_participants(terms, request, most_to_ask_for(terms, request, most))
    occasion_id = chosen_occasion(terms, request.occasion_no, at)
    asked = count_places(terms, request)
    if terms.intake.puts_off or len(request.participants) > most:
        return Taken(occasion_id, 0, request, awaits_decision=True)
    try:
        claim_places(session, terms.event_id, occasion_id, asked)
    except NotEnoughPlaces:
        if request.if_full is IfFull.REFUSE:
            raise
        return take_what_is_left(session, terms, occasion_id, request)
    return Taken(occasion_id, asked, request)


def take_what_is_left(
    session: Session, terms: Terms, occasion_id: int | None, request: RegistrationRequest
) -> Taken:
    """Take what is left for a part of the people, or nothing; the others wait.

    Without a waiting list the others are not written down. Raise `NotEnoughPlaces` where there is
    neither a place nor a waiting list.
    """
    asked, has_waitlist = count_places(terms, request), terms.intake.has_waitlist
    left = lock_pool(session, terms.event_id, occasion_id).left
    places = asked if left is None else min(asked, left)
    if request.if_full is IfFull.WAITLIST and places < asked:
        places = 0
    if places == 0 and not has_waitlist:
        raise NotEnoughPlaces(asked=asked, left=left or 0)
    if places:
        claim_places(session, terms.event_id, occasion_id, places)
    if not has_waitlist:
        request = replace(request, participants=those_with_places(terms, request, places))
    return Taken(occasion_id, places, request)


def those_with_places(
    terms: Terms, request: RegistrationRequest, places: int
) -> Sequence[ParticipantRequest]:
    """Keep those who have a place, and who comes along without one."""
    statuses = statuses_of(terms, request.participants, places)
    people = zip(request.participants, statuses, strict=True)
    return [asked for asked, status in people if status is ParticipantStatus.CONFIRMED]


def statuses_of(
    terms: Terms, participants: Sequence[ParticipantRequest], places: int
) -> list[ParticipantStatus]:
    """Give the places to the first of the people; who needs none waits only with all of them."""
    left, statuses = places, []
    for asked in participants:
        takes_place = terms.takes_place(asked)
        is_in = left > 0 if takes_place else places > 0
        left -= is_in and takes_place
        statuses.append(ParticipantStatus.CONFIRMED if is_in else ParticipantStatus.WAITING)
    return statuses


def count_places(terms: Terms, request: RegistrationRequest) -> int:
    """Count the places that a request takes; companions may take none."""
    return sum(1 for asked in request.participants if terms.takes_place(asked))


def most_people(session: Session, terms: Terms, request: RegistrationRequest) -> int:
    """Tell how many may register at once; only a group costs a question."""
    if request.group_name is None:
        return MOST_PARTICIPANTS
    return groups_of(session, terms.event_id).largest


def most_to_ask_for(terms: Terms, request: RegistrationRequest, most: int) -> int:
    """Tell how many a request may name: a group may ask for more, but lots are alike for all."""
    may_ask = request.group_name is not None and most > 0 and terms.intake.way is not Way.DRAW
    return MOST_IN_A_GROUP if may_ask and request.asks_for_more else most


def check_participants(terms: Terms, request: RegistrationRequest, most: int) -> None:
    """Raise `TooManyParticipants`, `OutsideAgeRule` for those the event is not for.

    And `CompanionsAlone` where it is for none of them.
    """
    if not 1 <= len(request.participants) <= most:
        raise TooManyParticipants(most)
    rule = terms.age_rule
    if rule is None:
        return
    outside = [
        position
        for position, asked in enumerate(request.participants)
        if not may_come(terms, rule, asked, is_group=request.group_name is not None)
    ]
    if outside:
        raise OutsideAgeRule(outside, rule)
    if all(asked.is_companion for asked in request.participants):
        raise CompanionsAlone


def may_come(terms: Terms, rule: AgeRule, asked: ParticipantRequest, *, is_group: bool) -> bool:
    """Tell whether the event is for somebody; whoever leads a group vouches for years not told."""
    if asked.is_companion:
        return terms.care.takes_companions
    return rule.holds(asked.birth_year) or (is_group and asked.birth_year is None)


def chosen_occasion(terms: Terms, no: int | None, at: datetime) -> int | None:
    """Find the occasion a registration is for; None where it is for all of them."""
    if terms.attends is Attends.ALL:
        return None
    chosen = next((each for each in terms.occasions if each.no == no and at < each.ends_at), None)
    if chosen is None:
        raise OccasionMissing
    return chosen.id
