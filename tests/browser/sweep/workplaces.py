"""What the sweep shows of the register of actors, and of where people come from."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.people.actors.models import Actor
from eventsys.people.actors.operations import merge, rename
from eventsys.registration.rules import ParticipantRequest
from tests.actors import make_actor
from tests.browser.sweep.acts import send
from tests.browser.sweep.events import NAMES
from tests.browser.sweep.places import Place
from tests.factories import make_event, make_registration

WORKPLACES = ("Klubben på Blågårds Plads", "klubben i blågårds plads", "", "Bibliotekket")


@dataclass(frozen=True)
class Actors:
    """The numbers that stand in addresses of the register."""

    actor: int
    name: int
    merged: int


def fill(session: Session, at: datetime) -> None:
    """Make a register with a double and a merge, and a workshop whose people come from it."""
    club = make_actor(session, "Klubben på Blågårds Plads", at=at)
    make_actor(session, "Klubben ved Blågårds Plads", at=at)
    library, other = (make_actor(session, each, at=at) for each in ("Biblioteket", "Bogbussen"))
    rename(session, club, "Klub Blågård", date(2030, 1, 1), at=at, by=SYSTEM)
    merge(session, other, library, at=at, by=SYSTEM)
    event = make_event(session, slug="fagfolk", asks_workplace=True, at=at)
    people = [
        ParticipantRequest(name=name, workplace=workplace)
        for name, workplace in zip((*NAMES, "Bo"), WORKPLACES, strict=True)
    ]
    make_registration(session, event, participants=people, at=at)


def numbers_in(session: Session) -> Actors:
    """Find what stands in addresses."""
    club, *_others, merged = session.query(Actor).order_by(Actor.id).all()
    return Actors(actor=club.id, name=1, merged=merged.id)


def places_of(actors: Actors) -> list[Place]:
    """List the pages of the register."""
    one = f"/organiser/actors/{actors.actor}"
    return [
        Place("organiser.actors.index", "/organiser/actors/"),
        Place("organiser.actors.index", "/organiser/actors/?q=nobody"),
        Place("organiser.actors.new", "/organiser/actors/new"),
        Place("organiser.actors.new", "/organiser/actors/new", send),
        Place("organiser.actors.show", one),
        Place("organiser.actors.show", f"/organiser/actors/{actors.merged}"),
        Place("organiser.actors.new_name", f"{one}/names/new"),
        Place("organiser.actors.edit_name", f"{one}/names/{actors.name}/edit"),
        Place("organiser.actors.merge", f"{one}/merge"),
        Place("organiser.actors.merge", f"{one}/merge", send),
        Place("organiser.workplaces.index", "/organiser/events/fagfolk/workplaces"),
    ]
