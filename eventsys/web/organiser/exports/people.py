"""The columns of an event's participants and of what they answered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.db import Session
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.exchange.exports.people import ExportedPerson, PersonNeed, Wanted, read_people
from eventsys.exchange.files.rules import Cell, Column
from eventsys.registration.questions.rules import QuestionView
from eventsys.registration.rules import Category, ParticipantStatus, Source
from eventsys.web.common.need_words import counted_words, interpreted_name, need_name
from eventsys.web.common.questions.words import answer_words
from eventsys.web.common.words import _
from eventsys.web.organiser.exports.tables import ExportTable
from eventsys.web.organiser.exports.words import source_name
from eventsys.web.organiser.wording import category_name, participant_tag

FOR_THE_DESK = frozenset({"reference", "number", "name", "category", "status", "date", "start"})
NEEDS = "needs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One answer of one person."""

    person: ExportedPerson
    question: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whether the reader may have all columns, and who is meant; None for everybody."""

    may_have_all: bool
    meant: PeopleFilter | None


def people_table(
    session: Session,
    view: EventView,
    questions: Sequence[QuestionView],
    language: Language,
    *,
    scope: Scope,
    at: datetime,
) -> ExportTable[ExportedPerson]:
    """Offer who is registered, or is meant; at the desk without what is known of them besides."""
    columns = [
        *plain_columns(view.zone),
        *coded_columns(),
        *contact_columns(),
        *(answer_column(each, language) for each in questions),
    ]
    if view.care.needs:
        columns.append(
            Column(key=NEEDS, head=_("Needs"), cell=lambda row: say_needs(row.needs, language))
        )
    keys = frozenset(each.key for each in columns)

    def rows(chosen: frozenset[str]) -> Iterator[ExportedPerson]:
        wanted = Wanted(
            answers=any(key.startswith("question_") for key in chosen),
            needs_at=at if NEEDS in chosen else None,
            meant=scope.meant,
        )
        return read_people(session, view.id, wanted)

    return ExportTable(
        key="participants",
        name=_("Participants"),
        hint=_("Only the people you looked for are in the file.")
        if scope.meant
        else _("Everybody who is registered, one line for each person."),
        columns=columns,
        delicate=frozenset({NEEDS}),
        closed=frozenset() if scope.may_have_all else keys - FOR_THE_DESK,
        rows=rows,
    )


def plain_columns(zone: str) -> list[Column[ExportedPerson]]:
    """Name the columns of texts, numbers and times."""
    return [
        Column(key="reference", head=_("Reference"), cell=lambda row: row.reference),
        Column(key="number", head=_("No."), cell=lambda row: row.position),
        Column(key="name", head=_("Name"), cell=lambda row: row.name),
        Column(key="birth_year", head=_("Birth year"), cell=lambda row: row.birth_year),
        Column(key="date", head=_("Date no."), cell=lambda row: row.occasion_no),
        Column(key="start", head=_("Start"), cell=lambda row: local(row.occasion_starts_at, zone)),
        Column(
            key="registered_at",
            head=_("Registered at"),
            cell=lambda row: local(row.registered_at, zone),
        ),
    ]


def coded_columns() -> list[Column[ExportedPerson]]:
    """Name the columns that people read in words and programs as codes."""
    categories = {each: category_name(each) for each in Category}
    statuses = {each: participant_tag(each).text for each in ParticipantStatus}
    sources = {each: source_name(each) for each in Source}
    return [
        Column(
            key="category",
            head=_("Category"),
            cell=lambda row: categories[row.category],
            code=lambda row: row.category.value,
        ),
        Column(
            key="status",
            head=_("Status"),
            cell=lambda row: statuses[row.status],
            code=lambda row: row.status.value,
        ),
        Column(
            key="source",
            head=_("Registered by way of"),
            cell=lambda row: sources[row.source],
            code=lambda row: row.source.value,
        ),
        Column(
            key="language",
            head=_("Language"),
            cell=lambda row: row.language.own_name,
            code=lambda row: row.language.value,
        ),
    ]


def contact_columns() -> list[Column[ExportedPerson]]:
    """Name the columns of who registered."""
    return [
        Column(key="contact", head=_("Contact"), cell=lambda row: row.contact_name),
        Column(key="email", head=_("E-mail"), cell=lambda row: row.email),
        Column(key="phone", head=_("Phone"), cell=lambda row: row.phone),
        Column(key="group", head=_("Group"), cell=lambda row: row.group_name),
    ]


def answer_column(question: QuestionView, language: Language) -> Column[ExportedPerson]:
    """Name the column of what was answered to a question."""

    def said(say: Callable[[str], str]) -> Callable[[ExportedPerson], Cell]:
        def cell(row: ExportedPerson) -> Cell:
            value = row.answers.get(question.id)
            return None if value is None else say(value)

        return cell

    return Column(
        key=f"question_{question.code}",
        head=question.worded(language).label,
        cell=said(lambda value: answer_words(question, value, language)),
        code=said(str),
    )


def answers_table(
    session: Session, view: EventView, questions: Sequence[QuestionView], language: Language
) -> ExportTable[Given]:
    """Offer what was answered, a line for each answer."""

    def rows(_chosen: frozenset[str]) -> Iterator[Given]:
        for person in read_people(session, view.id, Wanted(answers=True)):
            for question in questions:
                if question.id in person.answers:
                    words = answer_words(question, person.answers[question.id], language)
                    label = question.worded(language).label
                    yield Given(person=person, question=label, words=words)

    return ExportTable(
        key="answers",
        name=_("Answers"),
        hint=_("What people answered to your questions, one line for each answer."),
        columns=[
            Column(key="reference", head=_("Reference"), cell=lambda row: row.person.reference),
            Column(key="number", head=_("No."), cell=lambda row: row.person.position),
            Column(key="name", head=_("Name"), cell=lambda row: row.person.name),
            Column(key="question", head=_("Question"), cell=lambda row: row.question),
            Column(key="answer", head=_("Answer"), cell=lambda row: row.words),
        ],
        rows=rows,
    )


def local(moment: datetime | None, zone: str) -> datetime | None:
    """Tell the local time of a moment, if there is one."""
    return None if moment is None else to_local(moment, zone)


def say_needs(needs: Sequence[PersonNeed], language: Language) -> str:
    """Say what somebody needs, in one line."""
    return "; ".join(say_need(each, language) for each in needs)


def say_need(need: PersonNeed, language: Language) -> str:
    """Say one need: its kind, an interpreter's language, how many, and what was written."""
    named = [interpreted_name(need.language, language)] if need.language else []
    words = counted_words(need.number, ", ".join([*named, *filter(None, [need.text])]))
    return f"{need_name(need.kind)}: {words}" if words else need_name(need.kind)
