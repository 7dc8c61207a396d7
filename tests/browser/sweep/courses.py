"""A course that is over, whose people completed it or not, with their certificates."""

from datetime import timedelta

from eventsys.attendance.certificates.operations import issue, revoke
from eventsys.attendance.certificates.queries import code_of
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from tests.attendance.courses import Course
from tests.browser.sweep.events import NAMES, Events

CERTIFICATES = ("valid", "revoked")


def hold_course(events: Events) -> Course:
    """Hold a course; the codes of a certificate that is valid and of one that is not are kept."""
    at = events.at
    course = Course(events.session, at=at - timedelta(days=60))
    course.cancel(3)
    rows = zip(NAMES, Language, ("++.+-+", "++.--+", "++.+++"), strict=False)
    for name, language, row in rows:
        course.register(name, language)
        course.attend(name, row)
    valid, revoked = (
        issue(events.session, course.event, course.people[name], at=at, by=SYSTEM)
        for name in (NAMES[0], NAMES[2])
    )
    revoke(events.session, revoked, "Givet ved en fejl", at=at, by=SYSTEM)
    for state, given in zip(CERTIFICATES, (valid, revoked), strict=True):
        events.codes[f"certificate {state}"] = code_of(given)
    return course
