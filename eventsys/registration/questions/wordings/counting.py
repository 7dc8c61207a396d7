"""Counts what there is to do on all texts of the events to come, in one query."""

from collections import Counter
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, null, select, union_all
from sqlalchemy.orm import Session, aliased

from eventsys.core.standing import Origin, TextState
from eventsys.core.text import Language
from eventsys.events.models import Event, EventText, Occasion
from eventsys.events.rules import EventStatus
from eventsys.events.texts.rules import Work, work_in_state
from eventsys.registration.questions.models import Question, QuestionWording

Counted: TypeAlias = Select[*tuple[Any, ...]]
OTHER_LANGUAGES = len(Language) - 1


def count_work(session: Session, since: datetime) -> Counter[Work]:
    """Count what there is to do on the events that take place after a moment, drafts too.

    What is there is counted by how it stands; what is missing is what is left of all languages.
    """
    planned = is_planned(since)
    counted = [texts_there(planned), wordings_there(planned), *owners(planned)]
    found: Counter[Work] = Counter()
    for origin, is_outdated, lacks_body, number in session.execute(union_all(*counted)):
        if origin is None:  # those who have texts
            found[Work.MISSING] += OTHER_LANGUAGES * number
            continue
        found[Work.MISSING] -= number
        work = work_in_state(state_in(origin, is_outdated=is_outdated), lacks_body=lacks_body)
        if work is not None:
            found[work] += number
    return +found


def state_in(origin: Origin, *, is_outdated: bool) -> TextState:
    """Tell how far texts can be relied on that stand alike."""
    return TextState.OUTDATED if is_outdated else TextState(origin.value)


def texts_there(planned: ColumnElement[bool]) -> Counted:
    """Count the texts of events in other languages than Danish by how they stand."""
    danish = aliased(EventText)
    beside = and_(danish.event_id == EventText.event_id, danish.language == Language.DANISH)
    stand = (
        EventText.origin.label("origin"),
        EventText.outdated_at.is_not(None).label("is_outdated"),
        and_(danish.body != "", EventText.body == "").label("lacks_body"),
    )
    return (
        select(*stand, func.count().label("number"))
        .join(Event, Event.id == EventText.event_id)
        .join(danish, beside)
        .where(EventText.language != Language.DANISH, planned)
        .group_by(*stand)
    )


def wordings_there(planned: ColumnElement[bool]) -> Counted:
    """Count the words of questions in other languages than Danish by how they stand."""
    stand = (QuestionWording.origin, QuestionWording.outdated_at.is_not(None))
    asked = Question.retired_at.is_(None)
    return (
        select(*stand, false(), func.count())
        .join(Question, Question.id == QuestionWording.question_id)
        .join(Event, Event.id == Question.event_id)
        .where(QuestionWording.language != Language.DANISH, asked, planned)
        .group_by(*stand)
    )


def owners(planned: ColumnElement[bool]) -> tuple[Counted, Counted]:
    """Count the events and the questions, each of which has a text in every language."""
    asked = Question.retired_at.is_(None)
    questions = select(null(), false(), false(), func.count()).select_from(Question)
    return (
        select(null(), false(), false(), func.count()).select_from(Event).where(planned),
        questions.join(Event, Event.id == Question.event_id).where(asked, planned),
    )


def is_planned(since: datetime) -> ColumnElement[bool]:
    """Tell of an event whether it is to take place after a moment, and not cancelled."""
    held = exists().where(
        Occasion.event_id == Event.id, Occasion.cancelled_at.is_(None), Occasion.ends_at > since
    )
    return and_(Event.status.in_([EventStatus.DRAFT, EventStatus.PUBLISHED]), held)
