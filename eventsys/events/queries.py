"""What is asked of events."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.events.care.queries import get_care
from eventsys.events.errors import EventNotFound
from eventsys.events.groups.queries import groups_of
from eventsys.events.intake.queries import intake_of
from eventsys.events.models import Event, EventText, Gate, Occasion, SpokenLanguage
from eventsys.events.pools.queries import list_pools
from eventsys.events.requests import EventPlan, OccasionPlan
from eventsys.events.team.queries import get_contact


def find_event(session: Session, slug: str) -> Event | None:
    """Find an event by its slug, whatever its status."""
    return session.scalar(select(Event).where(Event.slug == slug))


def get_event(session: Session, slug: str) -> Event:
    """Give the event of a slug, or raise `EventNotFound`."""
    event = find_event(session, slug)
    if event is None:
        raise EventNotFound(slug)
    return event


def get_event_by_id(session: Session, event_id: int) -> Event:
    """Give an event by its id."""
    return session.get_one(Event, event_id)


def list_occasions(session: Session, event: Event) -> Sequence[Occasion]:
    """List an event's occasions in the order of their start, without those cancelled singly."""
    occasions = select(Occasion).where(
        Occasion.event_id == event.id, Occasion.cancelled_at.is_(None)
    )
    return session.scalars(occasions.order_by(Occasion.starts_at, Occasion.no)).all()


def list_gates(session: Session, event: Event) -> Sequence[Gate]:
    """List an event's gates by name."""
    return session.scalars(select(Gate).where(Gate.event_id == event.id).order_by(Gate.name)).all()


def list_texts(session: Session, event: Event) -> Sequence[EventText]:
    """List an event's titles and texts."""
    return session.scalars(select(EventText).where(EventText.event_id == event.id)).all()


def title_of(session: Session, event: Event, language: Language) -> str:
    """Give an event's title in a language, else in Danish."""
    titles = {text.language: text.title for text in list_texts(session, event)}
    return titles.get(language) or titles[Language.DANISH]


def list_spoken(session: Session, event: Event) -> frozenset[Language]:
    """Tell which languages are spoken at an event."""
    spoken = select(SpokenLanguage.language).where(SpokenLanguage.event_id == event.id)
    return frozenset(session.scalars(spoken))


def plan_of(session: Session, event: Event) -> EventPlan:
    """Give an event as the plan that would make it, for amending a part of it."""
    texts = list_texts(session, event)
    pools = list_pools(session, event)
    return EventPlan(
        slug=event.slug,
        kind=event.kind,
        titles={text.language: text.title for text in texts},
        bodies={text.language: text.body for text in texts},
        occasions=[
            OccasionPlan(
                no=occasion.no,
                starts_at=occasion.starts_at,
                ends_at=occasion.ends_at,
                venue_id=occasion.venue_id,
            )
            for occasion in list_occasions(session, event)
        ],
        visibility=event.visibility,
        attends=event.attends,
        audience=event.audience,
        spoken=list_spoken(session, event),
        capacity=pools[0].capacity if pools else None,
        takes_registrations=event.takes_registrations,
        registration_opens_at=event.registration_opens_at,
        registration_closes_at=event.registration_closes_at,
        age_rule=event.age_rule,
        gates=tuple(gate.name for gate in list_gates(session, event)),
        reentry=event.reentry,
        unknown_tickets=event.unknown_tickets,
        family_scan=event.family_scan,
        asks_workplace=event.asks_workplace,
        care=get_care(session, event),
        intake=intake_of(session, event),
        contact=get_contact(session, event),
        provenance=Provenance(
            origins={
                text.language: text.origin for text in texts if text.origin is not Origin.HUMAN
            }
        ),
        groups=groups_of(session, event.id),
    )


@dataclass(frozen=True)
class EventName:
    """What an event is called, and where it stands."""

    slug: str
    title: str
    language: Language


def names_by_id(
    session: Session, event_ids: Collection[int], language: Language
) -> Mapping[int, EventName]:
    """Name events in a language, else in Danish; those that are gone are left out."""
    rows = session.execute(
        select(Event.id, Event.slug, EventText.title, EventText.language)
        .join(EventText, EventText.event_id == Event.id)
        .where(Event.id.in_(event_ids), EventText.language.in_({language, Language.DANISH}))
        .order_by(EventText.language == language)
    )
    return {row.id: EventName(row.slug, row.title, row.language) for row in rows}
