"""A course under way, on the pages of one who attends it and of a family."""

from datetime import timedelta
from uuid import uuid4

from eventsys.attendance.apologies.operations import send_apology
from eventsys.attendance.completion.operations import RuleRequest, set_rule
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.queries import list_occasions
from eventsys.events.rules import EventKind
from eventsys.registration.changes.queries import list_present
from tests.browser.sweep.events import NAMES, TITLES, Events
from tests.factories import make_family, make_registration

WEEK = timedelta(weeks=1)
STATUSES = (AttendanceStatus.CAME, AttendanceStatus.STAYED_AWAY)


def register_for_courses(events: Events) -> None:
    """Let a course be half over: of three dates somebody came, stayed away, sent apologies."""
    session, began = events.session, events.at - 3 * WEEK
    days = (7, 14, 22, 29, 36)
    event = events.event("undervejs", at=began, kind=EventKind.COURSE, titles=TITLES, days=days)
    set_rule(session, event, RuleRequest(needed=3), at=began, by=SYSTEM)
    occasions = list_occasions(session, event)
    occasions[3].cancelled_at = events.at
    one = make_registration(session, event, NAMES[0], at=began)
    family = make_registration(session, event, *NAMES, at=began)
    for registration in (one, family):
        person = list_present(session, registration)[0]
        send_apology(session, person, occasions[2], at=events.at, by=VISITOR)
        for occasion, status in zip(occasions, STATUSES, strict=False):
            session.add(
                AttendanceMark(
                    mark_id=str(uuid4()),
                    participant_id=person.id,
                    occasion_id=occasion.id,
                    status=status,
                    source=MarkSource.LIST,
                    made_at=occasion.ends_at,
                    received_at=occasion.ends_at,
                    made_by=str(SYSTEM),
                )
            )
    events.keep("course", one)
    events.keep("course family", family)
    events.keep("course class", make_family(session, event, 7, at=began))
