"""What changes what events ask."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventsys.events.care.models import EventCare
from eventsys.events.care.rules import NO_CARE, Care, NeedKind
from eventsys.events.models import Event


def write_care(session: Session, event: Event, care: Care) -> None:
    """Let an event ask this from now on; answers that were given stay."""
    session.execute(delete(EventCare).where(EventCare.event_id == event.id))
    if care == NO_CARE:
        return
    session.add(
        EventCare(
            event_id=event.id,
            asks_interpreter=NeedKind.INTERPRETER in care.needs,
            asks_allergy=NeedKind.ALLERGY in care.needs,
            asks_access=NeedKind.ACCESS in care.needs,
            asks_other=NeedKind.OTHER in care.needs,
            asks_photos=care.photos,
            companions=care.companions,
        )
    )
