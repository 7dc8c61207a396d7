"""The questions of a questionnaire: asked, changed, moved, taken away."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.evaluation.surveys.questions.operations import (
    add_question,
    amend_question,
    move_question,
    remove_question,
)
from eventsys.evaluation.surveys.rules import AskedQuestion, Questionnaire
from eventsys.evaluation.surveys.versions.queries import (
    codes_answered,
    is_answered,
    newest_version,
)
from eventsys.evaluation.surveys.wordings.queries import question_standings
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.roles import EVALUATORS
from eventsys.web.organiser.surveys.finding import SURVEY, changeable_or_404, row_or_404
from eventsys.web.organiser.surveys.questions.form import SurveyQuestionForm
from eventsys.web.organiser.surveys.questions.plans import NEW, plan_from, values_from
from eventsys.web.organiser.surveys.refusals import REFUSALS, refusal_words
from eventsys.web.organiser.surveys.rows import survey_row

blueprint = Blueprint("questions", __name__)
SHOW = "organiser.surveys.show"
Change = Callable[..., object]


@blueprint.route(f"/{SURVEY}/questions/new", methods=["GET", "POST"])
@allowed_for(*EVALUATORS)
def new(survey_id: int) -> ResponseReturnValue:
    """Ask one more question."""
    known = changeable_or_404(survey_id)
    return answered(known, SurveyQuestionForm(data=NEW), add_question, None)


@blueprint.route(f"/{SURVEY}/questions/<code>/edit", methods=["GET", "POST"])
@allowed_for(*EVALUATORS)
def edit(survey_id: int, code: str) -> ResponseReturnValue:
    """Change a question."""
    known = changeable_or_404(survey_id)
    question = question_or_404(known, code)
    standings = question_standings(db.session(), question.id)
    form = SurveyQuestionForm(data=values_from(question, standings))
    form.tell_standings(question, standings, request.args.get("language", ""))
    form.was_answered = code in codes_answered(db.session(), survey_id)
    return answered(known, form, partial(amend_question, code=code), question)


def answered(
    known: Questionnaire,
    form: SurveyQuestionForm,
    operation: Change,
    question: AskedQuestion | None,
) -> ResponseReturnValue:
    """Show the form, or store what it says."""
    status = 200
    if not form.is_reshaped() and form.is_submitted():
        status = 422
        if form.validate_on_submit():
            plan = plan_from(form)
            try:
                return changed(known.survey_id, partial(operation, plan=plan), _("It is saved."))
            except REFUSALS as error:
                refuse(form.kind, refusal_words(error))
                status = 409
    return render_template(
        f"organiser/surveys/questions/{'edit' if question else 'new'}.html",
        survey=survey_row(known, current_language()),
        form=form,
        problems=problems_of(form),
        is_answered=is_answered(db.session(), known.id),
    ), status


@blueprint.post(f"/{SURVEY}/questions/<code>/move")
@allowed_for(*EVALUATORS)
def move(survey_id: int, code: str) -> ResponseReturnValue:
    """Ask a question one place earlier or later."""
    places = -1 if request.form.get("to") == "up" else 1
    return said(survey_id, partial(move_question, code=code, places=places), "")


@blueprint.route(f"/{SURVEY}/questions/<code>/remove", methods=["GET", "POST"])
@allowed_for(*EVALUATORS)
def remove(survey_id: int, code: str) -> ResponseReturnValue:
    """Ask whether a question is to be asked no more, and see to it."""
    if request.method == "POST":
        take_away = partial(remove_question, code=code)
        return said(survey_id, take_away, _("The question is asked no more."))
    known, language = changeable_or_404(survey_id), current_language()
    question = question_or_404(known, code)
    return render_template(
        "organiser/surveys/questions/remove.html",
        survey=survey_row(known, language),
        code=code,
        label=question.worded(language).label,
        label_language=question.language_in(language),
        was_answered=code in codes_answered(db.session(), survey_id),
    )


def said(survey_id: int, operation: Change, done: str) -> ResponseReturnValue:
    """Change a questionnaire by an operation and say so, or why it cannot be."""
    try:
        return changed(survey_id, operation, done)
    except REFUSALS as error:
        flash(refusal_words(error), "error")
        return redirect(url_for(SHOW, survey_id=survey_id))


def changed(survey_id: int, operation: Change, done: str) -> ResponseReturnValue:
    """Change a questionnaire by an operation, and tell where that made a new version."""
    at, by = clock.now(), current_principal()
    with transaction() as session:
        survey = row_or_404(session, survey_id)
        before = newest_version(session, survey_id).no
        operation(session, survey, at=at, by=by)
        no = newest_version(session, survey_id).no
    if no != before:
        flash(
            _(
                "People have answered already, so this is version %(no)s now. "
                "What was sent out keeps its questions.",
                no=no,
            ),
            "ok",
        )
    elif done:
        flash(done, "ok")
    return redirect(url_for(SHOW, survey_id=survey_id))


def question_or_404(known: Questionnaire, code: str) -> AskedQuestion:
    """Give one of the questions that a questionnaire asks."""
    return known.find(code) or abort(404)
