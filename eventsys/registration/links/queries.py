"""Who may have a link again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from eventsys.core.codes import digest_of, is_short_code, normalise
from eventsys.core.links import public_id_in
from eventsys.events.models import Occasion
from eventsys.registration.links.models import LinkRenewal
from eventsys.registration.links.rules import Claim, knows
from eventsys.registration.merging.models import MergedRegistration
from eventsys.registration.models import Registration
from eventsys.registration.rules import Channel, Source

MOST_SENT = 20
"""Registrations of one address that are written about at once."""


def find_claimed(session: Session, claim: Claim) -> Registration | None:
    """Find the registration that somebody rightly claims; None for every other claim."""
    reference = normalise(claim.reference)
    if not is_short_code(reference):
        return None
    found = session.scalar(
        select(Registration).where(
            Registration.reference == reference, Registration.source != Source.PREPRINTED
        )
    )
    return found if found is not None and knows(claim, found.contact) else None


def list_written_to(session: Session, email: str, *, at: datetime) -> Sequence[Registration]:
    """List the registrations of an address whose event is still to come or under way.

    One that was brought into another of the same address is left out: its link opens that one.
    """
    to_come = exists().where(Occasion.event_id == Registration.event_id, Occasion.ends_at > at)
    mine = select(Registration).where(
        func.lower(Registration.contact_email) == email.lower(),
        Registration.contact_channel == Channel.EMAIL,
        to_come,
        ~is_told_by_another(),
    )
    return session.scalars(mine.order_by(Registration.id.desc()).limit(MOST_SENT)).all()


def is_told_by_another() -> ColumnElement[bool]:
    """Tell of each registration whether it was merged into one with the same address."""
    kept = aliased(Registration)
    return exists().where(
        MergedRegistration.registration_id == Registration.id,
        MergedRegistration.kept_id == kept.id,
        kept.contact_channel == Channel.EMAIL,
        func.lower(kept.contact_email) == func.lower(Registration.contact_email),
    )


def find_renewed(session: Session, token: str, key: str) -> Registration | None:
    """Find the registration whose link this very form has made anew a moment ago."""
    renewal = session.get(LinkRenewal, renewal_digest(public_id_in(token), key))
    return None if renewal is None else session.get(Registration, renewal.registration_id)


def renewal_digest(public_id: str, key: str) -> str:
    """Give what is stored of a press of the button."""
    return digest_of(f"renewal {public_id} {key}")


def sending_digest(public_id: str, key: str) -> str:
    """Give what is stored of a press of the button that sends a link once more."""
    return digest_of(f"sending {public_id} {key}")
