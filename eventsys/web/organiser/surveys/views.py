"""Questionnaires: listed, made, changed, copied, archived, and seen as people see them."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.evaluation.surveys.operations import (
    amend_survey,
    archive_survey,
    copy_survey,
    create_survey,
    restore_survey,
)
from eventsys.evaluation.surveys.queries import list_questionnaires
from eventsys.evaluation.surveys.requests import SurveyPlan, SurveyQuestionPlan
from eventsys.evaluation.surveys.rules import LONGEST_TITLE, Questionnaire, SurveyWords
from eventsys.evaluation.surveys.versions.queries import is_answered, list_history
from eventsys.evaluation.surveys.wordings.queries import title_standings
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language, speaking
from eventsys.web.common.office import describe_office
from eventsys.web.common.surveys.form import AskedSheet, SurveyAnswersForm
from eventsys.web.common.words import _
from eventsys.web.organiser.roles import EVALUATORS
from eventsys.web.organiser.surveys.finding import (
    SURVEY,
    changeable_or_404,
    questionnaire_or_404,
    row_or_404,
)
from eventsys.web.organiser.surveys.form import SurveyForm, values_from
from eventsys.web.organiser.surveys.questions import views as questions
from eventsys.web.organiser.surveys.rows import (
    head_work,
    question_rows,
    survey_row,
    version_rows,
)
from eventsys.web.organiser.surveys.starters import Starter, plan_of, questions_of
from eventsys.web.organiser.tabs import Tab

blueprint = Blueprint("surveys", __name__)
blueprint.context_processor(describe_office("surveys"))
blueprint.register_blueprint(questions.blueprint)
INDEX, SHOW = "organiser.surveys.index", "organiser.surveys.show"


@blueprint.get("/")
@allowed_for(*EVALUATORS)
def index() -> ResponseReturnValue:
    """List the questionnaires, those in use or those that are archived."""
    archived, language = request.args.get("which") == "archived", current_language()
    known = list_questionnaires(db.session(), archived=archived)
    return render_template(
        "organiser/surveys/index.html",
        surveys=[survey_row(each, language) for each in known],
        archived=archived,
        pages=[
            Tab(text=_("In use"), url=url_for(INDEX), current=not archived),
            Tab(text=_("Archived"), url=url_for(INDEX, which="archived"), current=archived),
        ],
        starters=[(each.value, plan_of(each).texts[language].title) for each in Starter],
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed_for(*EVALUATORS)
def new() -> ResponseReturnValue:
    """Make a questionnaire."""
    form = SurveyForm()
    if not form.is_recount and form.validate_on_submit():
        return made(form.to_plan(), [])
    return form_page("organiser/surveys/new.html", form)


@blueprint.post("/from/<name>")
@allowed_for(*EVALUATORS)
def begin(name: str) -> ResponseReturnValue:
    """Make a questionnaire from one that is there to begin from."""
    if name not in set(Starter):
        abort(404)
    return made(plan_of(Starter(name)), questions_of(Starter(name)))


def made(plan: SurveyPlan, asked: list[SurveyQuestionPlan]) -> ResponseReturnValue:
    """Make a questionnaire and go to it."""
    with transaction() as session:
        survey = create_survey(session, plan, asked, at=clock.now(), by=current_principal())
        survey_id = survey.id
    flash(_("The questionnaire is made. Look at what it asks."), "ok")
    return redirect(url_for(SHOW, survey_id=survey_id))


@blueprint.get(f"/{SURVEY}/")
@allowed_for(*EVALUATORS)
def show(survey_id: int) -> ResponseReturnValue:
    """Show what a questionnaire asks, how its texts stand, and its versions."""
    known, language = questionnaire_or_404(survey_id), current_language()
    return render_template(
        "organiser/surveys/show.html",
        survey=survey_row(known, language),
        intro=known.worded(language).intro,
        is_archived=known.is_archived,
        is_answered=is_answered(db.session(), known.id),
        head_work=head_work(known),
        questions=question_rows(known, language),
        versions=version_rows(list_history(db.session(), survey_id), language),
    )


@blueprint.route(f"/{SURVEY}/edit", methods=["GET", "POST"])
@allowed_for(*EVALUATORS)
def edit(survey_id: int) -> ResponseReturnValue:
    """Change title and introduction."""
    known = changeable_or_404(survey_id)
    standings = title_standings(db.session(), survey_id)
    form = SurveyForm(data=values_from(known, standings))
    form.tell_standings(known, standings, request.args.get("language", ""))
    if not form.is_recount and form.validate_on_submit():
        amend = partial(amend_survey, plan=form.to_plan())
        return change(survey_id, amend, _("Your changes are saved."))
    return form_page("organiser/surveys/edit.html", form, survey=survey_row(known, Language.DANISH))


@blueprint.get(f"/{SURVEY}/preview/<language:lang>")
@allowed_for(*EVALUATORS)
def preview(survey_id: int) -> ResponseReturnValue:
    """Show a version as people see it, in one of the languages; the newest unless one is named."""
    asked = request.args.get("version", "")
    no = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1000") else None
    known, language = questionnaire_or_404(survey_id, no), current_language()
    part = SurveyAnswersForm()
    part.ask(AskedSheet(known, language))
    return render_template(
        "organiser/surveys/preview.html",
        survey=survey_row(known, language),
        intro=known.worded(language).intro,
        intro_language=known.language_in(language),
        part=part,
        is_newest=no is None,
    )


@blueprint.post(f"/{SURVEY}/copy")
@allowed_for(*EVALUATORS)
def copy(survey_id: int) -> ResponseReturnValue:
    """Make another questionnaire that asks the same."""
    known = questionnaire_or_404(survey_id)
    plan = copied_plan(known)
    with transaction() as session:
        survey = row_or_404(session, survey_id)
        copied = copy_survey(session, survey, plan, at=clock.now(), by=current_principal())
        copied_id = copied.id
    flash(_("This is the copy. Give it a title of its own."), "ok")
    return redirect(url_for(SHOW, survey_id=copied_id))


def copied_plan(known: Questionnaire) -> SurveyPlan:
    """Name a copy after what it was made of, in each language."""
    texts = {}
    for language, words in known.words.items():
        with speaking(language):
            title = _("Copy: %(title)s", title=words.title)
        texts[language] = SurveyWords(title=title[:LONGEST_TITLE], intro=words.intro)
    return SurveyPlan(texts=texts)


@blueprint.post(f"/{SURVEY}/archive")
@allowed_for(*EVALUATORS)
def archive(survey_id: int) -> ResponseReturnValue:
    """Offer a questionnaire no more."""
    return change(survey_id, archive_survey, _("The questionnaire is archived."))


@blueprint.post(f"/{SURVEY}/restore")
@allowed_for(*EVALUATORS)
def restore(survey_id: int) -> ResponseReturnValue:
    """Offer an archived questionnaire again."""
    return change(survey_id, restore_survey, _("The questionnaire is in use again."))


def change(survey_id: int, operation: Callable[..., None], done: str) -> ResponseReturnValue:
    """Change a questionnaire by an operation and say so."""
    with transaction() as session:
        survey = row_or_404(session, survey_id)
        operation(session, survey, at=clock.now(), by=current_principal())
    flash(done, "ok")
    return redirect(url_for(SHOW, survey_id=survey_id))


def form_page(template: str, form: SurveyForm, **values: object) -> ResponseReturnValue:
    """Show the form, with what is wrong in it."""
    problems = [] if form.is_recount else problems_of(form)
    page = render_template(template, form=form, problems=problems, **values)
    return page, 422 if problems else 200
