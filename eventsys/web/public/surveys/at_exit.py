"""A questionnaire for whoever leaves, behind the QR code at the exit; it counts in no rate."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, write
from eventsys.evaluation.responses.operations import answer_at_exit, takes_at_exit
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.waves.errors import WaveIsNotOpen
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.queries import find_wave_at_exit, window_of
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups, registrations_per_address
from eventsys.web.common.surveys.form import AskedSheet
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.surveys.form import SurveyForm, nothing_there
from eventsys.web.public.surveys.pages import Standing, standing_of, survey_page


@blueprint.get("/q/<token>")
@open_to_all
@failed_look_ups
def short_exit_survey(token: str) -> ResponseReturnValue:
    """Lead from the QR code to the questionnaire, in the language of whoever holds the phone."""
    if find_wave_at_exit(db.session(), token) is None:
        abort(404)
    return redirect(url_for("public.exit_survey", lang=current_language(), token=token))


@blueprint.route("/<language:lang>/surveys/exit/<token>", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
@registrations_per_address
def exit_survey(token: str) -> ResponseReturnValue:
    """Ask whoever leaves what they think, and take the answer."""
    subject, at = f"exit survey {token}", clock.now()
    wave = find_wave_at_exit(db.session(), token) or nothing_there(subject)
    if not takes_at_exit(db.session(), wave, at=at):
        shut = standing_of(window_of(wave), at)
        page = show(wave, token, Standing.EARLY if shut is Standing.OPEN else shut)
        return page, 200 if request.method == "GET" else 409
    if request.method == "GET" and "thanks" in request.args:
        return show(wave, token, Standing.ANSWERED)
    questionnaire = get_questionnaire(db.session(), wave.version_id)
    form = SurveyForm(subject, AskedSheet(questionnaire, current_language()))
    if not form.validate_on_submit():
        return show(wave, token, Standing.OPEN, form), form.status
    sheet, key = form.to_request(), form.idempotency_key
    try:
        write(lambda session: answer_at_exit(session, token, sheet, key, at=at))
    except WaveIsNotOpen:
        return redirect(url_for("public.exit_survey", token=token), 303)
    return redirect(url_for("public.exit_survey", token=token, thanks=1), 303)


def show(wave: SurveyWave, token: str, standing: Standing, form: SurveyForm | None = None) -> str:
    """Show the questionnaire, or how it stands."""
    again = url_for("public.exit_survey", token=token) if standing is Standing.ANSWERED else ""
    return render_template(
        "public/exit_survey.html",
        page=survey_page(wave, standing, current_language()),
        form=form,
        problems=problems_of(form) if form else [],
        next_url=again,
    )
