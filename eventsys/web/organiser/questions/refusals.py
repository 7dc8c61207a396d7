"""What organisers read when a question cannot be as they want it."""

from eventsys.core.errors import DomainError
from eventsys.registration.questions.errors import (
    QuestionAnswered,
    QuestionNeeded,
    TooManyQuestions,
    WrongQuestion,
)
from eventsys.web.common.forms import refuse
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.questions.form import QuestionForm

REFUSALS = (QuestionAnswered, QuestionNeeded, TooManyQuestions, WrongQuestion)
CONFLICT, UNPROCESSABLE = 409, 422


def words_of(error: DomainError) -> str:
    """Say why a question cannot be changed so."""
    match error:
        case QuestionAnswered(answers=answers):
            return ngettext(
                "%(num)d person has answered. Kind and whom it is asked must stay: "
                "take the question away and ask a new one.",
                "%(num)d people have answered. Kind and whom it is asked must stay: "
                "take the question away and ask a new one.",
                answers,
            )
        case QuestionNeeded():
            return _("Another question depends on this one. Change the other one first.")
        case TooManyQuestions(most=most):
            return _("An event can ask at most %(most)s questions.", most=most)
        case _:
            raise error


def lay_on(form: QuestionForm, error: DomainError) -> int:
    """Say at the field what cannot be, and tell the answer's status."""
    if isinstance(error, WrongQuestion):
        field = form.condition if error.field == "condition" else form.text_da.form.label
        refuse(field, wrong_words(error))
        return UNPROCESSABLE
    refuse(form.kind, words_of(error))
    return CONFLICT


def wrong_words(error: WrongQuestion) -> str:
    """Say which detail cannot be."""
    if error.field == "condition":
        return _("A question can only depend on an earlier one that the same people are asked.")
    return _("Something does not fit: %(what)s.", what=error.field)
