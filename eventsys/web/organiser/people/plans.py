"""Whom an act is about: of those who were chosen, and of those who are registered with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from eventsys.attendance.people.queries import count_people, list_people
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.db import Session
from eventsys.registration.queries import ParticipantRow
from eventsys.registration.rules import MOST_PARTICIPANTS
from eventsys.web.organiser.people.acts import Act
from eventsys.web.organiser.people.asked import Asked

EVERYBODY_FOUND = "all"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Whom an act is about, how many were chosen in vain, and how many come along unasked."""

    people: Sequence[ParticipantRow]
    chosen: int
    most: int
    left_out: int = 0
    others: int = 0

    @property
    def is_too_much(self) -> bool:
        """Tell whether more were chosen than can be done at once."""
        return self.chosen > self.most


def wanted_in(args: MultiDict[str, str], asked: Asked) -> PeopleFilter:
    """Tell whom somebody has chosen: those ticked, or everybody who was found."""
    if args.get("scope") == EVERYBODY_FOUND:
        return asked.wanted
    ids = {int(each) for each in args.getlist("id") if is_id(each)}
    return PeopleFilter(ids=sorted(ids))


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of somebody."""
    return text.isascii() and text.isdigit() and len(text) <= len("999999999")


def make_plan(
    session: Session, event_id: int, wanted: PeopleFilter, act: Act, *, is_confirmed: bool = False
) -> Plan:
    """Look up whom an act is about; nobody where too many were chosen.

    Where it `is_confirmed`, those who come along unasked are among the chosen.
    """
    most = act.most * MOST_PARTICIPANTS if is_confirmed else act.most
    number = count_people(session, event_id, wanted)
    if number > most:
        return Plan(people=[], chosen=number, most=most)
    chosen = list_people(session, event_id, wanted)
    meant = [each for each in chosen if act.concerns(each)]
    people = whole_registrations(session, event_id, meant, act) if act.of_registrations else meant
    return Plan(
        people=people,
        chosen=number,
        most=most,
        left_out=number - len(meant),
        others=len(people) - len(meant),
    )


def whole_registrations(
    session: Session, event_id: int, meant: Sequence[ParticipantRow], act: Act
) -> list[ParticipantRow]:
    """List those meant with all of their registrations whom the act is about too."""
    ids = {each.registration_id for each in meant}
    together = list_people(session, event_id, PeopleFilter(registration_ids=sorted(ids)))
    return [each for each in together if act.concerns(each)]
