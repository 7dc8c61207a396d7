"""What is asked of draws."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event, Occasion
from eventsys.registration.draw.models import Draw, DrawEntry, DrawPool
from eventsys.registration.draw.rules import DrawRecord, Entrant, key_of
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.waitlist.models import WaitlistEntry


def find_draw(session: Session, event_id: int) -> Draw | None:
    """Find an event's draw; None where lots are not drawn."""
    return session.get(Draw, event_id)


def find_entry(session: Session, registration: Registration) -> DrawEntry | None:
    """Find what the lot of a registration's party came to."""
    return session.get(DrawEntry, registration.id)


def list_entrants(session: Session, event: Event) -> Mapping[int, Entrant]:
    """List the parties whose lots are to be drawn, by their registration's id."""
    parties = (
        select(Registration, Occasion.no, func.count(Participant.id))
        .join(Participant, Participant.registration_id == Registration.id)
        .outerjoin(Occasion, Occasion.id == Registration.occasion_id)
        .outerjoin(WaitlistEntry, WaitlistEntry.registration_id == Registration.id)
        .where(
            Registration.event_id == event.id,
            Participant.status == ParticipantStatus.WAITING,
            Participant.takes_place,
            WaitlistEntry.registration_id.is_(None),
        )
        .group_by(Registration.id, Occasion.no)
        .order_by(Registration.id)
    )
    known: set[tuple[int, str]] = set()
    entrants = {}
    for registration, no, size in session.execute(parties):
        contact = (no or 0, recipient_of(registration))
        is_repeat = bool(contact[1]) and contact in known
        known.add(contact)
        entrants[registration.id] = Entrant(
            key_of(registration.public_id), size, no or 0, is_repeat
        )
    return entrants


def recipient_of(registration: Registration) -> str:
    """Tell by what a contact is known again; empty where they gave nothing."""
    return (registration.contact_email or registration.contact_phone or "").casefold()


def read_record(session: Session, draw: Draw) -> DrawRecord:
    """Read all of a draw."""
    pools = session.scalars(select(DrawPool).where(DrawPool.event_id == draw.event_id))
    entries = list_entries(session, draw)
    return DrawRecord(
        seed=draw.seed,
        algorithm=draw.algorithm,
        order=draw.waitlist_order,
        places={pool.occasion_no: pool.places for pool in pools},
        digest=draw.entrants_digest,
        entrants=[Entrant(e.key, e.size, e.occasion_no, e.is_repeat) for e in entries],
        winners=frozenset(each.key for each in entries if each.has_place),
    )


def list_entries(session: Session, draw: Draw) -> Sequence[DrawEntry]:
    """List those who took part in a draw, in the order of their lots."""
    entries = select(DrawEntry).where(DrawEntry.event_id == draw.event_id)
    return session.scalars(entries.order_by(DrawEntry.position)).all()
