"""A course as its pages of completion find it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort

from eventsys.attendance.certificates.models import Certificate
from eventsys.attendance.certificates.queries import certificates_in_force
from eventsys.attendance.completion.queries import CourseCompletion, read_completion
from eventsys.core.db import db
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends
from eventsys.web.organiser.frame import both_or_404

PERSON = "<int:participant_id>"


@dataclass(frozen=True, kw_only=True)
class Found:
    """A course, who has completed it, and the certificates in force by their holders' ids."""

    view: EventView
    event: Event
    course: CourseCompletion
    certificates: Mapping[int, Certificate]
    at: datetime


def find(slug: str, *, at: datetime) -> Found:
    """Find a course; where each comes to a date of their choice, there is nothing to complete."""
    view, event = both_or_404(slug)
    if view.attends is not Attends.ALL:
        abort(404)
    return Found(
        view=view,
        event=event,
        course=read_completion(db.session(), event, at=at),
        certificates=certificates_in_force(db.session(), event),
        at=at,
    )
