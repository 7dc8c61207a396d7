"""Participants as rows of a list, and the words of their file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from eventsys.core.codes import grouped
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.exchange.participants import ParticipantWords
from eventsys.registration.queries import ParticipantRow
from eventsys.registration.questions.rules import QuestionView
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.web.common.dates import say_moment, say_when
from eventsys.web.common.words import _
from eventsys.web.organiser.registration.told import NOTHING_TOLD, AnswerShown, Told, say_answer
from eventsys.web.organiser.wording import Tag, category_name, participant_tag


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A participant as organisers see them."""

    id: int
    registration_id: int
    reference: str
    name: str
    category: str
    birth_year: str
    contact_name: str
    email: str
    phone: str
    occasion: str
    registered: str
    tag: Tag
    is_in: bool
    answers: Sequence[AnswerShown]


def row_of(
    row: ParticipantRow, event: EventView, language: Language, told: Told = NOTHING_TOLD
) -> PersonRow:
    """Put a participant into words."""
    occasion = next((each for each in event.occasions if each.no == row.occasion_no), None)
    return PersonRow(
        id=row.id,
        registration_id=row.registration_id,
        reference=grouped(row.reference),
        name=row.name or _("(no name)"),
        category=category_name(row.category),
        birth_year=str(row.birth_year or ""),
        contact_name=row.contact_name,
        email=row.contact_email or "",
        phone=row.contact_phone or "",
        occasion=str(say_when(occasion.starts_at, occasion.ends_at, event.zone, language))
        if occasion
        else "",
        registered=say_moment(row.registered_at, event.zone, language),
        tag=participant_tag(row.status, is_put_off=event.intake.puts_off),
        is_in=row.status is not ParticipantStatus.DEREGISTERED,
        answers=told.by(row, language),
    )


def words_of_participants(
    zone: str, questions: Sequence[QuestionView], language: Language
) -> ParticipantWords:
    """Give the file its words, in the page's language, and a column for each question."""
    return ParticipantWords(
        zone=zone,
        questions={each.id: each.worded(language).label for each in questions},
        answer=partial(say_answer, {each.id: each for each in questions}, language),
        head=(
            _("Reference"),
            _("Name"),
            _("Category"),
            _("Birth year"),
            _("Status"),
            _("Date no."),
            _("Contact"),
            _("E-mail"),
            _("Phone"),
            _("Registered at"),
        ),
        categories={each: category_name(each) for each in Category},
        statuses={each: participant_tag(each).text for each in ParticipantStatus},
    )
