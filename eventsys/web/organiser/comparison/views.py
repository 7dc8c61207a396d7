"""Waves compared: who answered at all, and one questionnaire over times and places."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.documents.results import print_results
from eventsys.evaluation.rates.comparing import compare, list_closed, read_response_rates
from eventsys.evaluation.rates.scopes import By
from eventsys.evaluation.surveys.queries import find_questionnaire, list_versions
from eventsys.events.queries import names_by_id
from eventsys.web.common.apart import set_apart
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _
from eventsys.web.organiser.comparison.asking import asked_by, asked_months, asked_scope
from eventsys.web.organiser.comparison.compared import Compared
from eventsys.web.organiser.comparison.overview import answered_view, whole_of
from eventsys.web.organiser.comparison.wording import by_name, filter_of
from eventsys.web.organiser.downloads import csv_answer
from eventsys.web.organiser.results.wording import small_numbers_note
from eventsys.web.organiser.roles import OVERSEERS

blueprint = Blueprint("comparison", __name__)
blueprint.context_processor(describe_office("surveys"))
SURVEY = "/surveys/<int:survey_id>/results"


@blueprint.get("/results")
@allowed_for(*OVERSEERS)
def index() -> ResponseReturnValue:
    """List the questionnaires that are over, and who answered them, within a scope."""
    session, language, scope = db.session(), current_language(), asked_scope()
    known = list_closed(session, at=clock.now())
    rows = read_response_rates(session, filter(scope.holds, known))
    versions = list_versions(session, sorted({each.version_id for each in known}))
    surveys = {each.survey_id: each for each in versions}
    return render_template(
        "organiser/comparison/index.html",
        filter=filter_of(known, scope, By.YEAR),
        rows=[answered_view(each, surveys, scope, language) for each in rows],
        whole=whole_of(rows),
    )


@blueprint.get(SURVEY)
@allowed_for(*OVERSEERS)
def show(survey_id: int) -> ResponseReturnValue:
    """Compare a questionnaire's waves by year, district, event, or right after and later."""
    compared, language = compared_or_404(survey_id), current_language()
    asked = urlencode(list(request.args.items(multi=True)))
    questionnaire = compared.questionnaire
    title = questionnaire.worded(language).title
    return render_template(
        "organiser/comparison/show.html",
        title=set_apart(title, questionnaire.language_in(language), language),
        filter=filter_of(compared.known, compared.scope, compared.by),
        by=by_name(compared.by),
        tables=compared.tables(language),
        file=f"{url_for('organiser.comparison.download', survey_id=survey_id)}?{asked}",
        paper=f"{url_for('organiser.comparison.paper', survey_id=survey_id)}?{asked}",
        note=small_numbers_note(),
    )


@blueprint.get(f"{SURVEY}.csv")
@allowed_for(*OVERSEERS)
def download(survey_id: int) -> Response:
    """Hand out a comparison as a file for a spreadsheet."""
    lines = compared_or_404(survey_id).lines(current_language())
    return csv_answer(lines, "{}.csv".format(_("results")))


@blueprint.get(f"{SURVEY}.pdf")
@allowed_for(*OVERSEERS)
def paper(survey_id: int) -> Response:
    """Hand out a comparison as a paper; there is none while nothing is compared."""
    compared = compared_or_404(survey_id)
    if compared.comparison.whole is None:
        abort(404)
    sheet = compared.paper(current_language(), _("City of Copenhagen"), at=clock.now())
    return pdf_answer(lambda: print_results(sheet), f"survey-{survey_id}")


def compared_or_404(survey_id: int) -> Compared:
    """Compare a questionnaire's waves as the address asks, or answer that there is none."""
    session, by = db.session(), asked_by()
    questionnaire = find_questionnaire(session, survey_id) or abort(404)
    known = list_closed(session, survey_id, at=clock.now())
    scope = replace(asked_scope(), months=asked_months(known, by))
    events = {each.event_id for each in known}
    return Compared(
        questionnaire=questionnaire,
        known=known,
        scope=scope,
        by=by,
        comparison=compare(session, known, scope, by),
        titles=names_by_id(session, events, current_language()),
    )
