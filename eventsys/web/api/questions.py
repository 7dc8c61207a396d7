"""What an event asks of those who register, and what programs answer."""

from collections.abc import Mapping

from flask.typing import ResponseReturnValue

from eventsys.core.db import db
from eventsys.events.errors import EventNotFound
from eventsys.events.programme.queries import find_event_view
from eventsys.registration.queries import ParticipantRow
from eventsys.registration.questions.answers.queries import AnswersOfPeople, gather_answers
from eventsys.registration.questions.errors import WrongAnswer, WrongAnswers
from eventsys.registration.questions.judging import Given
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import NO, WITH_OPTIONS, YES, QuestionView
from eventsys.web.api.answers import give
from eventsys.web.api.bearers import sees_draft
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import Description, described
from eventsys.web.api.refusals import FIELDS, Refusal
from eventsys.web.api.shapes import questions as shapes
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.questions.words import fault_words


@blueprint.get("/events/<slug>/questions")
@open_to_all
@described(
    Description(
        gives={200: shapes.QuestionList},
        refuses=("E_QUERY", "E_TOKEN", "E_NOT_FOUND"),
    )
)
def show_questions(slug: str) -> ResponseReturnValue:
    """Read what an event asks; of drafts with a manager's token."""
    session = db.session()
    view = find_event_view(session, slug, drafts=sees_draft())
    if view is None:
        raise EventNotFound(slug)
    asked = (each for each in list_questions(session, view.id) if not each.is_retired)
    return give(shapes.QuestionList(items=[question_shape(each) for each in asked]))


def question_shape(question: QuestionView) -> shapes.QuestionShown:
    """Write a question."""
    words, condition = question.words, question.condition
    return shapes.QuestionShown(
        code=question.code,
        kind=question.kind,
        asked_of=question.asked_of,
        required=question.is_required,
        label={each: text.label for each, text in words.items()},
        help={each: text.help for each, text in words.items() if text.help},
        purpose={each: text.purpose for each, text in words.items()},
        options=[
            shapes.OptionShown(
                code=code, label={each: text.options[code] for each, text in words.items()}
            )
            for code in (question.options if question.kind in WITH_OPTIONS else ())
        ],
        only_if=shapes.OnlyIf(question=condition.code, answer=condition.value)
        if condition
        else None,
        deletion_days=question.deletion_days,
    )


def read_answers(written: Mapping[str, shapes.AnswerWritten]) -> dict[str, Given]:
    """Read answers as the domain judges them."""
    return {code: read_answer(value) for code, value in written.items()}


def read_answer(value: shapes.AnswerWritten) -> Given:
    """Read one answer: true and false are yes and no, null is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) else tuple(value)


def wrong_answers(error: WrongAnswers) -> Refusal:
    """Tell at each answer what is wrong with it."""
    return Refusal(
        FIELDS, {path_of(each): fault_words(each.fault, each.code) for each in error.wrong}
    )


def path_of(wrong: WrongAnswer) -> str:
    """Write the path of an answer in the request."""
    whose = "" if wrong.position is None else f"participants.{wrong.position}."
    return f"{whose}answers.{wrong.code}"


class Answered:
    """What people answered, by the questions' codes; where nothing is asked, nothing."""

    def __init__(self, event_id: int, rows: list[ParticipantRow]) -> None:
        session = db.session()
        self.codes = {each.id: each.code for each in list_questions(session, event_id)}
        self.answers = AnswersOfPeople(of_participants={}, of_registrations={})
        if self.codes:
            self.answers = gather_answers(session, [row.registration_id for row in rows])

    def by(self, row: ParticipantRow) -> dict[str, str]:
        """Give a participant's answers and those of their registration."""
        given = self.answers.of(row.id, row.registration_id)
        return {code: given[each] for each, code in self.codes.items() if each in given}
