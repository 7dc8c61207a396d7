"""An invented register of organisations, and where the people of the workshop come from."""

from dataclasses import replace
from datetime import date, datetime
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.people.actors.models import Actor
from eventsys.people.actors.operations import NameRequest, add_actor, add_name, merge, rename
from eventsys.people.actors.rules import ActorLevel, NameKind
from eventsys.registration.requests import RegistrationRequest

LIBRARY, CLUB, SCHOOL = "Opdigtet Bibliotek", "Eksempelklubben i Tingbjerg", "Prøveskolen"
STATION, OFFICE = "Opdigtet Politistation", "Projektkontoret Fantasigård"
ACTORS = {
    LIBRARY: ActorLevel.ORGANISATION,
    CLUB: ActorLevel.ORGANISATION,
    "Eksempelklubben på Tingbjerg": ActorLevel.ORGANISATION,
    SCHOOL: ActorLevel.ORGANISATION,
    "Prøveskolens Fritidshjem": ActorLevel.UNIT,
    STATION: ActorLevel.UNIT,
    OFFICE: ActorLevel.UNIT,
    "Testrup Ungdomsskole": ActorLevel.ORGANISATION,
    "Ungdomsskolen i Testrup": ActorLevel.ORGANISATION,
}
WRITTEN = (
    *(LIBRARY, "opdigtet bibliotek", CLUB, "Eksempel-klubben Tingbjerg", "PRØVESKOLEN", SCHOOL),
    *(STATION, "Opdigtet Politi", OFFICE, "Puljer og Projekter", "Testrup Ungdomsskole", ""),
)
"""What people write: names that are known, some of them otherwise spelt, and some that are not."""
RENAMED_ON = date(2020, 1, 1)


def add_register(session: Session, *, at: datetime) -> None:
    """Add the organisations, unless there are any: one renamed, two that are one."""
    if session.scalar(select(Actor.id).limit(1)) is not None:
        return
    made = {
        name: add_actor(session, level, NameRequest(name=name), at=at, by=SYSTEM)
        for name, level in ACTORS.items()
    }
    rename(session, made[OFFICE], "Puljer og Projekter", RENAMED_ON, at=at, by=SYSTEM)
    alias = NameRequest(name="Biblioteket", kind=NameKind.ALIAS)
    add_name(session, made[LIBRARY], alias, at=at, by=SYSTEM)
    school, other = made["Testrup Ungdomsskole"], made["Ungdomsskolen i Testrup"]
    merge(session, other, school, at=at, by=SYSTEM)


def with_workplaces(
    request: RegistrationRequest, chance: Random, *, is_asked: bool
) -> RegistrationRequest:
    """Let the invented people say where they come from, where it is asked."""
    if not is_asked:
        return request
    workplace = chance.choice(WRITTEN)
    people = [replace(person, workplace=workplace) for person in request.participants]
    return replace(request, participants=people)
