"""How many different organisations and units sent somebody who came."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from eventsys.attendance.marks.queries import list_present
from eventsys.core.localtime import local_day
from eventsys.events.queries import get_event_by_id
from eventsys.people.actors.queries import read_register
from eventsys.people.actors.register import Register
from eventsys.people.actors.rules import ActorLevel
from eventsys.registration.affiliations.queries import actors_of


@dataclass(frozen=True, kw_only=True)
class PresentActor:
    """An actor with the people who came from it, under the name it has on the day."""

    actor_id: int
    name: str
    level: ActorLevel
    people: int


@dataclass(frozen=True, kw_only=True)
class ActorCount:
    """The actors that were present; `unknown` people came of whom nobody knows from where.

    As long as there are some, the number of actors may still grow.
    """

    actors: Sequence[PresentActor]
    people: int
    unknown: int

    @property
    def number(self) -> int:
        """Count the different actors."""
        return len(self.actors)


def count_actors(session: Session, event_ids: Iterable[int], *, at: datetime) -> ActorCount:
    """Count the different actors of those who came to any occasion of some events.

    Present, not merely registered; each actor once, over all the events; merged ones as one, by
    the merges that stood at the moment. Four questions for each event and two for all.
    """
    ids = list(dict.fromkeys(event_ids))
    known, register = actors_of(session, ids), read_register(session, at=at)
    events = [get_event_by_id(session, each) for each in ids]
    present = [each for event in events for each in list_present(session, event)]
    return actors_among(present, known, register, local_day(at))


def actors_among(
    present: Sequence[int], known: Mapping[int, int], register: Register, day: date
) -> ActorCount:
    """Count the different actors of some people, of whom it may be known where they come from."""
    people = Counter[int]()
    for actor_id, number in Counter(known[each] for each in present if each in known).items():
        people[register.canonical(actor_id)] += number
    actors = [
        PresentActor(
            actor_id=actor_id,
            name=register.name_of(actor_id, day),
            level=register.levels[actor_id],
            people=number,
        )
        for actor_id, number in people.items()
    ]
    return ActorCount(
        actors=sorted(actors, key=lambda each: (each.name.casefold(), each.actor_id)),
        people=len(present),
        unknown=sum(1 for each in present if each not in known),
    )
