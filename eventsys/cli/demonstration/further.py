"""Further events that fill a list: what the districts' houses offer week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from eventsys.cli.demonstration.places import VENUES, KnownVenue
from eventsys.cli.demonstration.show import DemonstrationEvent, Show
from eventsys.core.text import Language
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.rules import Audience, EventKind, EventStatus, slug_from

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
LATEST_IN_DAYS = 100
OPENS_LATER = {9, 22}
CANCELLED = {11}
FULL = {4, 11, 18}
ONE_LEFT = {6, 13, 20}
WAITING = {4: 5}
BY_APPROVAL = {3: 9}
BY_DRAW = {12: 31}
"""Which of them take people in so, and how many have asked."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something that a house offers; without a capacity people just come."""

    danish: str
    english: str
    danish_text: str
    english_text: str
    kind: EventKind
    audience: Audience
    begins: int
    hours: int
    capacity: int | None


OFFERS = (
    Offer(
        danish="Sprogcafé",
        english="Language café",
        danish_text="Snak dansk over en kop kaffe. Frivillige sidder ved hvert bord.",
        english_text="Speak Danish over a cup of coffee. Volunteers sit at every table.",
        kind=EventKind.PUBLIC,
        audience=Audience.ADULTS,
        begins=16,
        hours=2,
        capacity=None,
    ),
    Offer(
        danish="Fællesspisning",
        english="Community dinner",
        danish_text="Vi laver mad sammen fra kl. 16 og spiser kl. 18. Alle er velkomne.",
        english_text="We cook together from 4 pm and eat at 6 pm. Everybody is welcome.",
        kind=EventKind.PUBLIC,
        audience=Audience.FAMILIES,
        begins=16,
        hours=4,
        capacity=60,
    ),
    Offer(
        danish="Lektiecafé",
        english="Homework café",
        danish_text="Få hjælp til lektierne af studerende. Der er frugt og te.",
        english_text="Students help you with your homework. There is fruit and tea.",
        kind=EventKind.PUBLIC,
        audience=Audience.CHILDREN,
        begins=15,
        hours=2,
        capacity=None,
    ),
    Offer(
        danish="Kend dine rettigheder som lejer",
        english="Know your rights as a tenant",
        danish_text="En jurist fortæller om husleje, fraflytning og klager og svarer på alt.",
        english_text="A lawyer explains rent, moving out and complaints, and answers questions.",
        kind=EventKind.WORKSHOP,
        audience=Audience.ADULTS,
        begins=18,
        hours=2,
        capacity=40,
    ),
    Offer(
        danish="Cykelskole for voksne",
        english="Cycling school for adults",
        danish_text="Lær at cykle i byen. Vi har cykler og hjelme i alle størrelser.",
        english_text="Learn to cycle in the city. We have bicycles and helmets in all sizes.",
        kind=EventKind.WORKSHOP,
        audience=Audience.ADULTS,
        begins=10,
        hours=3,
        capacity=12,
    ),
    Offer(
        danish="Fra Sport til Job: mød foreningerne",
        english="From Sport to Jobs: meet the clubs",
        danish_text="Trænere og virksomheder fortæller, hvordan idræt kan blive til et fritidsjob.",
        english_text="Coaches and companies tell how sports can become a part-time job.",
        kind=EventKind.PUBLIC,
        audience=Audience.FAMILIES,
        begins=17,
        hours=2,
        capacity=80,
    ),
    Offer(
        danish="Familieformiddag med fortællinger",
        english="Family morning with stories",
        danish_text="Eventyr på flere sprog for de yngste, og tid til at lege bagefter.",
        english_text="Fairy tales in several languages for the youngest, and time to play after.",
        kind=EventKind.PUBLIC,
        audience=Audience.FAMILIES,
        begins=10,
        hours=2,
        capacity=35,
    ),
    Offer(
        danish="Debataften: hvem bestemmer i kvarteret?",
        english="Debate: who decides in the neighbourhood?",
        danish_text="Mød lokaludvalget, og sig din mening om planerne for området.",
        english_text="Meet the local council and say what you think of the plans for the area.",
        kind=EventKind.PUBLIC,
        audience=Audience.ADULTS,
        begins=19,
        hours=2,
        capacity=100,
    ),
)


def further_events(
    today: date, number: int, largest: int, chance: Random
) -> Sequence[DemonstrationEvent]:
    """Give so many events in the coming weeks, each with a slug of its own."""
    return [further_event(today, index, largest, chance) for index in range(max(number, 0))]


def further_event(today: date, index: int, largest: int, chance: Random) -> DemonstrationEvent:
    """Make the next event: another offer, another house, another day."""
    offer = OFFERS[index % len(OFFERS)]
    venue = VENUES[(index * 5 + index // len(VENUES)) % len(VENUES)]
    day = today + timedelta(days=3 + chance.randrange(LATEST_IN_DAYS))
    return DemonstrationEvent(
        slug=slug_of(offer, venue, index),
        kind=offer.kind,
        titles={
            DANISH: f"{offer.danish} – {venue.name}",
            ENGLISH: f"{offer.english} – {venue.name}",
        },
        bodies={DANISH: offer.danish_text, ENGLISH: offer.english_text},
        shows=[
            Show(
                day=day,
                begins=time(offer.begins),
                ends=time(offer.begins + offer.hours),
                venue=venue.name,
            )
        ],
        audience=offer.audience,
        spoken=frozenset({DANISH, chance.choice(list(Language))}),
        capacity=offer.capacity,
        takes_registrations=offer.capacity is not None,
        opens_in=timedelta(days=2) if index in OPENS_LATER else -timedelta(days=14),
        status=EventStatus.CANCELLED if index in CANCELLED else EventStatus.PUBLISHED,
        closes_in=timedelta(days=2) if index in BY_DRAW else None,
        intake=intake(index),
        participants=0 if offer.capacity is None else min(taken(index, offer.capacity), largest),
        waiting=WAITING.get(index, 0),
    )


def intake(index: int) -> IntakePlan:
    """Let organisers decide about one event, and lots about another."""
    if index in BY_APPROVAL:
        return IntakePlan(way=Way.APPROVAL)
    return IntakePlan(way=Way.DRAW) if index in BY_DRAW else IntakePlan()


def taken(index: int, capacity: int) -> int:
    """Decide how many are registered: some events are full, some nearly, most are not."""
    if index in BY_APPROVAL | BY_DRAW:
        return (BY_APPROVAL | BY_DRAW)[index]
    if index in FULL:
        return capacity
    if index in ONE_LEFT:
        return capacity - 1
    return capacity * (index % 5) // 10


def slug_of(offer: Offer, venue: KnownVenue, index: int) -> str:
    """Write a slug that no other event of the demonstration has."""
    return f"{slug_from(offer.danish)[:30].strip('-')}-{slug_from(venue.name)[:30]}-{index + 1}"
