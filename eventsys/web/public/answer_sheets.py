"""One's own answers, as far as they are known, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Registration
from eventsys.registration.questions.answers.queries import AnswersOfPeople, gather_answers
from eventsys.registration.questions.judging import answers_close_at
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.languages import current_language
from eventsys.web.common.questions.form import Posed
from eventsys.web.common.questions.words import answer_apart, masked_words
from eventsys.web.common.readings import reading_tag
from eventsys.web.common.words import _
from eventsys.web.public.asking import posed_by


@dataclass(frozen=True)
class OwnAnswer:
    """A question and its answer, in words, and what text the question is; empty where whole."""

    question: str
    words: str
    reading: str


@dataclass(frozen=True)
class OwnSheet:
    """What was answered for one person, or for all of them."""

    heading: str
    answers: Sequence[OwnAnswer]


@dataclass(frozen=True, kw_only=True)
class OwnAnswers:
    """The part of the own page; the address is empty where nothing can be changed any more."""

    sheets: Sequence[OwnSheet]
    change_url: str
    masked: str


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """A registration, its people who still come, what is asked and what they answered."""

    found: Registration
    event: EventView
    coming: Sequence[HeldTicket]
    posed: Posed
    given: AnswersOfPeople
    at: datetime


def sheets_for(found: Registration, event: EventView, held: Sequence[HeldTicket]) -> Sheets:
    """Gather what was answered; without questions nothing is looked for."""
    posed = posed_by(event, current_language())
    nothing = AnswersOfPeople(of_participants={}, of_registrations={})
    return Sheets(
        found=found,
        event=event,
        coming=[each for each in held if each.status is not ParticipantStatus.DEREGISTERED],
        posed=posed,
        given=gather_answers(db.session(), [found.id]) if posed.questions else nothing,
        at=clock.now(),
    )


def can_change(sheets: Sheets) -> bool:
    """Tell whether something can still be answered."""
    is_asked = any(not question.is_retired for question in sheets.posed.questions)
    if not is_asked or not sheets.coming or sheets.event.status is not EventStatus.PUBLISHED:
        return False
    starts = [
        each.starts_at
        for each in sheets.event.occasions
        if sheets.found.occasion_id in {None, each.id}
    ]
    return sheets.at < answers_close_at(sheets.event.window, min(starts))


def own_answers_of(
    found: Registration, event: EventView, held: Sequence[HeldTicket], token: str, *, masked: bool
) -> OwnAnswers | None:
    """Put a registration's answers into words; None where the event asks nothing."""
    sheets = sheets_for(found, event, held)
    if not sheets.posed.questions:
        return None
    return OwnAnswers(
        sheets=[sheet for sheet in worded(sheets) if sheet.answers],
        change_url=url_for("public.answers", token=token) if can_change(sheets) else "",
        masked=masked_words() if masked else "",
    )


def worded(sheets: Sheets) -> list[OwnSheet]:
    """Put the answers into words: those of the registration, then of each person."""
    whole = sheets.given.of_registrations.get(sheets.found.id, {})
    people = [
        OwnSheet(
            each.name or _("Person %(number)s", number=each.position),
            said(sheets.posed, sheets.given.of_participants.get(each.participant_id, {})),
        )
        for each in sheets.coming
    ]
    return [OwnSheet("", said(sheets.posed, whole)), *people]


def said(posed: Posed, given: Mapping[int, str]) -> list[OwnAnswer]:
    """Put answers into words, in the order of the questions."""
    return [
        OwnAnswer(
            posed.set_apart(question, question.worded(posed.language).label),
            answer_apart(question, given[question.id], posed.language),
            reading_tag(question.reading(posed.language)),
        )
        for question in posed.questions
        if question.id in given
    ]


def by_code(given: Mapping[int, str], codes: Mapping[int, str]) -> dict[str, str]:
    """Name answers by their questions' codes."""
    return {codes[question_id]: value for question_id, value in given.items()}
