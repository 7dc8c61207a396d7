"""Parties that wait as rows of a list."""

from dataclasses import dataclass
from datetime import datetime

from eventsys.core.codes import grouped
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends
from eventsys.registration.waitlist.queries import WaitingParty
from eventsys.web.common.dates import say_moment, say_when
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """A party as organisers see it; who has an offer cannot get another."""

    registration_id: int
    position: int
    size: int
    contact: str
    email: str
    phone: str
    reference: str
    since: str
    occasion: str
    tag: Tag
    may_get_offer: bool


def unused_of(event: EventView) -> int | None:
    """Count the places neither taken nor offered, also those kept for who waits; None: no limit."""
    if event.capacity is None:
        return None
    pools = 1 if event.attends is Attends.ALL else len(event.occasions)
    return max(event.capacity * pools - event.taken, 0)


def row_of(party: WaitingParty, event: EventView, language: Language, at: datetime) -> WaitingRow:
    """Put a party into words."""
    registration = party.registration
    chosen = (each for each in event.occasions if each.id == registration.occasion_id)
    occasion = next(chosen, None)
    return WaitingRow(
        registration_id=registration.id,
        position=party.position,
        size=party.size,
        contact=registration.contact_name or _("(no name)"),
        email=registration.contact_email or "",
        phone=registration.contact_phone or "",
        reference=grouped(registration.reference),
        since=say_moment(party.joined_at, event.zone, language),
        occasion=str(say_when(occasion.starts_at, occasion.ends_at, event.zone, language))
        if occasion
        else "",
        tag=tag_of(party, event, language),
        may_get_offer=party.offer is None and at < (occasion or event.occasions[0]).starts_at,
    )


def tag_of(party: WaitingParty, event: EventView, language: Language) -> Tag:
    """Say whether something is offered to a party, and until when."""
    if party.offer is None:
        return Tag(_("Waits"))
    moment = say_moment(party.offer.expires_at, event.zone, language)
    return Tag(_("Offer until %(moment)s", moment=moment), "warn")
