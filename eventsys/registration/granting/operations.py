"""What gives places to people who wait for one, in line or for a yes."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.events.pools.operations import lock_pool
from eventsys.registration.approval.operations import approve
from eventsys.registration.models import Registration
from eventsys.registration.waitlist.errors import NobodyWaits
from eventsys.registration.waitlist.offers.queries import find_open_offer
from eventsys.registration.waitlist.operations import accept_offer, offer_now
from eventsys.registration.waitlist.queries import is_in_line
from eventsys.registration.waitlist.rules import Answer


def give_places(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> None:
    """Give everybody of a registration who waits a place at once, without asking them.

    Whoever waits in line skips it; a request gets its yes. Their contact is told. Raise
    `NobodyWaits`, `NothingToDecide`, and `NotEnoughPlaces` where the party does not fit.
    """
    lock_pool(session, registration.event_id, registration.occasion_id)
    if not is_in_line(session, registration):
        approve(session, registration, at=at, by=by)
        return
    if find_open_offer(session, registration) is None:
        offer_now(session, registration, at=at, by=by)
    if accept_offer(session, registration, at=at) is not Answer.ACCEPTED:
        raise NobodyWaits
    details = {"registration": registration.reference}
    record(session, "give places", registration, details, at=at, by=by)
