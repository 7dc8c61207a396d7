"""What can be done with several people at once: in which words, by whom, to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsys.attendance.people.queries import list_people
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.db import Session
from eventsys.core.principal import Principal
from eventsys.people.rules import RoleName
from eventsys.registration.granting.operations import give_places
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.links.operations import send_link_once
from eventsys.registration.moves.operations import move
from eventsys.registration.queries import ParticipantRow, find_participant_in, find_registration_in
from eventsys.registration.rules import Channel, ParticipantStatus
from eventsys.web.organiser.roles import EDITORS, FRONT

MOST_AT_ONCE = 200
MOST_TICKETS = 1000


class ActName(StrEnum):
    """What can be done."""

    TICKETS = "tickets"
    LINK = "link"
    WRITE = "write"
    PLACE = "place"
    MOVE = "move"
    DEREGISTER = "deregister"


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What all those it is done to have in common; `key` is the form's, `no` the other date's."""

    at: datetime
    by: Principal
    key: str
    no: int


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that can be done: to persons, or to whole registrations."""

    roles: tuple[RoleName, ...]
    concerns: Callable[[ParticipantRow], bool]
    do: Callable[[Session, int, int, Doing], None]
    of_registrations: bool = True
    most: int = MOST_AT_ONCE

    def subject_of(self, row: ParticipantRow) -> int:
        """Give the id of what it is done to."""
        return row.registration_id if self.of_registrations else row.id


def is_in(row: ParticipantRow) -> bool:
    """Tell whether somebody has not left."""
    return row.status is not ParticipantStatus.DEREGISTERED


def is_waiting(row: ParticipantRow) -> bool:
    """Tell whether somebody has no place yet."""
    return row.status in {ParticipantStatus.WAITING, ParticipantStatus.OFFERED}


def has_place(row: ParticipantRow) -> bool:
    """Tell whether somebody's ticket admits."""
    return row.status is ParticipantStatus.CONFIRMED


def has_mail(row: ParticipantRow) -> bool:
    """Tell whether somebody can be sent a link."""
    return row.contact_channel is Channel.EMAIL


def take_off(session: Session, event_id: int, subject: int, doing: Doing) -> None:
    """Give one person's place back."""
    found = find_participant_in(session, event_id, subject)
    if found is not None:
        deregister(session, found, at=doing.at, by=doing.by)


def grant(session: Session, event_id: int, subject: int, doing: Doing) -> None:
    """Give those of a registration who wait their places."""
    found = find_registration_in(session, event_id, subject)
    if found is not None and somebody_waits(session, event_id, subject):
        give_places(session, found, at=doing.at, by=doing.by)


def somebody_waits(session: Session, event_id: int, subject: int) -> bool:
    """Tell whether anybody of a registration still waits; a form may be sent twice."""
    people = list_people(session, event_id, PeopleFilter(registration_ids=[subject]))
    return any(is_waiting(each) for each in people)


def take_elsewhere(session: Session, event_id: int, subject: int, doing: Doing) -> None:
    """Take a registration to another date."""
    found = find_registration_in(session, event_id, subject)
    if found is not None:
        move(session, found, doing.no, at=doing.at, by=doing.by)


def send(session: Session, event_id: int, subject: int, doing: Doing) -> None:
    """Send a contact the link once more."""
    found = find_registration_in(session, event_id, subject)
    if found is not None:
        send_link_once(session, found, doing.key, at=doing.at, by=doing.by)


def write_nothing(session: Session, event_id: int, subject: int, doing: Doing) -> None:
    """Do nothing: a message is written on pages of its own."""


def print_nothing(session: Session, event_id: int, subject: int, doing: Doing) -> None:
    """Do nothing: tickets are printed as one file, by another address."""


ACTS = {
    ActName.TICKETS: Act(
        roles=FRONT,
        concerns=has_place,
        do=print_nothing,
        of_registrations=False,
        most=MOST_TICKETS,
    ),
    ActName.LINK: Act(roles=FRONT, concerns=has_mail, do=send),
    ActName.WRITE: Act(roles=EDITORS, concerns=is_in, do=write_nothing),
    ActName.PLACE: Act(roles=EDITORS, concerns=is_waiting, do=grant),
    ActName.MOVE: Act(roles=FRONT, concerns=is_in, do=take_elsewhere),
    ActName.DEREGISTER: Act(roles=FRONT, concerns=is_in, do=take_off, of_registrations=False),
}
