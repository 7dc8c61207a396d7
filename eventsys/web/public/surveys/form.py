"""The form in which somebody answers a questionnaire."""

from typing import NoReturn

from flask import abort, request
from wtforms import FormField

from eventsys.evaluation.responses.rules import Sheet
from eventsys.web.common.forms import PublicForm
from eventsys.web.common.surveys.form import AskedSheet, SurveyAnswersForm
from eventsys.web.common.surveys.sheets import sheet_from


class SurveyForm(PublicForm):
    """Answers to a questionnaire, from a link or at the exit."""

    answers = FormField(SurveyAnswersForm)

    def __init__(self, subject: str, asked: AskedSheet) -> None:
        super().__init__(subject)
        self.part.ask(asked)

    @property
    def part(self) -> SurveyAnswersForm:
        """Give the questions."""
        part: SurveyAnswersForm = self.answers.form
        return part

    @property
    def status(self) -> int:
        """Tell the status of the page that holds the form."""
        if not self.is_submitted():
            return 200
        return 400 if self.is_too_old else 422

    def to_request(self) -> Sheet:
        """Give what was answered."""
        return sheet_from(self.part)


def nothing_there(subject: str) -> NoReturn:
    """Answer that a link leads nowhere; a form without its token is too old before all else."""
    is_too_old = request.method == "POST" and not PublicForm(subject).validate()
    abort(400 if is_too_old else 404)
