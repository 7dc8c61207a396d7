"""The part of the site to which the pages of people belong."""

from flask import Blueprint

from eventsys.core.db import db
from eventsys.events.programme.rules import EventView
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import QuestionView

blueprint = Blueprint("people", __name__)
LIST = "organiser.registration.index"


def asked_questions(event: EventView) -> list[QuestionView]:
    """List what an event asks, and asked before."""
    return list_questions(db.session(), event.id)
