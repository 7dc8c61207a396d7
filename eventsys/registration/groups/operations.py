"""What changes the people of a group that has registered."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal
from eventsys.events.groups.queries import groups_of
from eventsys.events.pools.operations import claim_places
from eventsys.events.queries import get_event_by_id
from eventsys.events.rules import RegistrationState
from eventsys.registration.changes.operations import hold
from eventsys.registration.changes.queries import list_people, list_present
from eventsys.registration.errors import OutsideAgeRule, RegistrationClosed, TooManyParticipants
from eventsys.registration.groups.errors import GroupFixed, MoreHaveNames
from eventsys.registration.groups.queries import places_of
from eventsys.registration.groups.rules import Allotment, Named, allot
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.operations import ADD_PEOPLE, person_values
from eventsys.registration.places.operations import may_come
from eventsys.registration.queries import get_terms
from eventsys.registration.rules import Category, ParticipantRequest, ParticipantStatus, Terms
from eventsys.registration.telling import tell_made
from eventsys.registration.tickets.operations import Holder, issue


def name_people(
    session: Session,
    registration: Registration,
    people: Sequence[Named],
    *,
    at: datetime,
    by: Principal,
) -> Allotment:
    """Write a list into a group: guests get names, and for whom there is no guest, a new place.

    Whoever is there already stays as they are. Raise `GroupFixed`, `RegistrationClosed`,
    `OutsideAgeRule`, `TooManyParticipants` and `NotEnoughPlaces` where more cannot come: then
    nothing is changed.
    """
    terms = get_terms(session, get_event_by_id(session, registration.event_id).slug)
    hold(session, registration)
    everybody = list_people(session, registration)
    allotment = allot(places_of(everybody), people)
    check_ages(terms, people, allotment)
    if allotment.new:
        check_growth(session, terms, everybody, len(allotment.new), at=at)
        add(session, terms, registration, everybody, [people[i] for i in allotment.new], at=at)
    by_position = {person.position: person for person in everybody}
    for index, position in allotment.taken.items():
        by_position[position].name = people[index].name
        by_position[position].birth_year = people[index].birth_year
    if allotment.new or allotment.taken:
        registration.revision += 1
        session.flush()
        details = {"registration": registration.reference, "named": len(allotment.taken)}
        record(session, "name people", registration, details, at=at, by=by)
    if allotment.new:
        revision = registration.revision
        put_notice(session, NoticeKind.REGISTERED, registration.id, revision=revision, at=at)
        tell_made(session, registration, len(allotment.new), at=at)
    return allotment


def shrink(
    session: Session,
    registration: Registration,
    numbers: Mapping[Category, int],
    *,
    at: datetime,
    by: Principal,
) -> int:
    """Give back places of guests until as many of each kind are left as said; tell how many went.

    Guests without names go, the last ones first. Where there are no more than said already nobody
    does. Raise `MoreHaveNames` before anything is changed.
    """
    hold(session, registration)
    present = list_present(session, registration)
    going = [
        person
        for category, number in numbers.items()
        for person in surplus(present, category, number)
    ]
    for person in going:
        deregister(session, person, at=at, by=by)
    return len(going)


def surplus(
    present: Sequence[Participant], category: Category, number: int
) -> Sequence[Participant]:
    """Choose the guests of a kind who are too many; raise `MoreHaveNames`."""
    people = [each for each in present if each.category is category]
    nameless = [each for each in people if not each.name]
    too_many = max(len(people) - number, 0)
    if too_many > len(nameless):
        raise MoreHaveNames(category, len(people) - len(nameless))
    return nameless[::-1][:too_many]


def check_ages(terms: Terms, people: Sequence[Named], allotment: Allotment) -> None:
    """Raise `OutsideAgeRule` for those that the event is not for."""
    rule = terms.age_rule
    if rule is None:
        return
    outside = [
        index
        for index, person in enumerate(people)
        if index not in allotment.known
        and not may_come(terms, rule, request_for(terms, person), is_group=True)
    ]
    if outside:
        raise OutsideAgeRule(outside, rule)


def check_growth(
    session: Session,
    terms: Terms,
    everybody: Sequence[Participant],
    number: int,
    *,
    at: datetime,
) -> None:
    """Raise what forbids a group to grow."""
    if terms.state(at) is not RegistrationState.OPEN:
        raise RegistrationClosed(terms.state(at))
    present = [each for each in everybody if each.status is not ParticipantStatus.DEREGISTERED]
    all_in = all(each.status is ParticipantStatus.CONFIRMED for each in present)
    if terms.intake.puts_off or not present or not all_in:
        raise GroupFixed
    most = groups_of(session, terms.event_id).largest
    if len(present) + number > most:
        raise TooManyParticipants(most)


def add(
    session: Session,
    terms: Terms,
    registration: Registration,
    everybody: Sequence[Participant],
    people: Sequence[Named],
    *,
    at: datetime,
) -> None:
    """Claim places for more people, write them down and issue their tickets."""
    asked = [request_for(terms, person) for person in people]
    places = sum(terms.takes_place(each) for each in asked)
    if places:
        claim_places(session, terms.event_id, registration.occasion_id, places)
    rows = [
        {
            "registration_id": registration.id,
            "event_id": terms.event_id,
            "occasion_id": registration.occasion_id,
            "position": position,
            "status": ParticipantStatus.CONFIRMED,
            **person_values(terms, each),
        }
        for position, each in enumerate(asked, start=len(everybody) + 1)
    ]
    added = session.connection().execute(ADD_PEOPLE, rows)
    issue(session, terms.roster_salt, [Holder(**row) for row in added.mappings()], at=at)
    if len(everybody) == 1:  # phones hold that ticket as one that goes with no other
        alone = Ticket.participant_id == everybody[0].id
        session.execute(update(Ticket).where(alone).values(changed_at=at))


def request_for(terms: Terms, person: Named) -> ParticipantRequest:
    """Ask for somebody's place; grown-ups come along where the event is for children."""
    is_adult = person.category is Category.ADULT
    category = person.category or (Category.CHILD if terms.age_rule else Category.ADULT)
    return ParticipantRequest(
        name=person.name,
        category=category,
        birth_year=person.birth_year,
        is_companion=is_adult and terms.age_rule is not None,
    )
