"""The address of a calendar, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from eventsys.registration.models import Registration
from eventsys.registration.queries import feed_secret_of
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket


@dataclass(frozen=True, kw_only=True)
class FeedLinks:
    """The two ways to a feed: one to copy, one that calendars open by themselves."""

    address: str
    webcal: str

    @classmethod
    def to(cls, address: str) -> "FeedLinks":
        """Give both; `webcals` would say more, but phones do not know it."""
        return cls(address=address, webcal="webcal://" + address.partition("://")[2])


def own_feed_of(registration: Registration, held: Sequence[HeldTicket]) -> FeedLinks | None:
    """Give the links to the calendar of a registration; None where everybody has left."""
    if all(each.status is ParticipantStatus.DEREGISTERED for each in held):
        return None
    base = current_app.config["BASE_URL"]
    return FeedLinks.to(f"{base}/feeds/my/{feed_secret_of(registration)}.ics")
