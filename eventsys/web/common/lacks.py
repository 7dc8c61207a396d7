"""What an event lacks before it is published, as the office and the API both look at it."""

from collections.abc import Sequence
from datetime import datetime

from eventsys.core.db import Session
from eventsys.core.text import Language
from eventsys.events.checklist.rules import Facts, Finding, findings_of
from eventsys.events.models import Event
from eventsys.events.pictures.queries import list_pictures
from eventsys.events.pictures.rules import PictureView
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import list_gates
from eventsys.registration.questions.wordings.queries import list_worded
from eventsys.registration.questions.wordings.rules import work_on


def find_lacks(session: Session, event: Event, view: EventView, at: datetime) -> list[Finding]:
    """List what an event lacks."""
    asked = list_worded(session, [event.id]).get(event.id, [])
    facts = Facts(
        gates=len(list_gates(session, event)),
        questions=sum(bool(work_on(each)) for each in asked),
        undescribed=undescribed_in(list_pictures(session, event.id)),
    )
    return [*findings_of(view, facts, at)]


def undescribed_in(pictures: Sequence[PictureView]) -> frozenset[Language]:
    """Tell in which languages nothing says what one of the pictures shows."""
    return frozenset(
        each for each in Language if any(each not in picture.texts for picture in pictures)
    )
