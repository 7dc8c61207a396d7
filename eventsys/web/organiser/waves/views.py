"""An event's evaluation: its waves, planning and moving them, closing and reminding."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.evaluation.responses.queries import count_progress
from eventsys.evaluation.surveys.queries import list_questionnaires, list_versions
from eventsys.evaluation.surveys.rules import Questionnaire
from eventsys.evaluation.waves import operations
from eventsys.evaluation.waves.errors import NothingHeld, WaveExists, WaveHasBegun
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.queries import last_end_of, list_waves, window_of
from eventsys.evaluation.waves.rules import FOLLOW_UPS, window_after
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import both_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.roles import EDITORS, EVALUATORS, READERS
from eventsys.web.organiser.waves.finding import (
    HERE,
    TYPISTS,
    WAVE,
    WAVES,
    blueprint,
    change,
    refusal_words,
    wave_or_404,
)
from eventsys.web.organiser.waves.form import WaveForm
from eventsys.web.organiser.waves.rows import Setting, WaveRow, wave_name, wave_row

MONTHS = (0, *FOLLOW_UPS)
SURVEYS = "organiser.surveys.index"


@blueprint.get(WAVES)
@allowed_for(*READERS)
def index(slug: str) -> ResponseReturnValue:
    """List an event's waves, and offer to plan those that are not."""
    session, (view, event) = db.session(), both_or_404(slug)
    waves = list_waves(session, event)
    planned = {each.months for each in waves}
    setting = Setting(
        slug=slug,
        zone=view.zone,
        language=current_language(),
        last_end=view.last_end if view.occasions else None,
    )
    return render_template(
        "organiser/waves/index.html",
        frame=frame_of(view, HERE),
        waves=rows_of(waves, setting),
        to_plan=[(each, wave_name(each)) for each in MONTHS if each not in planned],
        is_held=setting.last_end is not None,
        surveys_url=url_for(SURVEYS) if i_may(*EVALUATORS) else "",
        may_edit=i_may(*EDITORS),
        may_type=i_may(*TYPISTS),
    )


def rows_of(waves: Sequence[SurveyWave], setting: Setting) -> list[WaveRow]:
    """Word an event's waves."""
    session, at = db.session(), clock.now()
    progress = count_progress(session, [each.id for each in waves])
    versions = {each.version_id for each in waves}
    asked = {each.id: each for each in list_versions(session, sorted(versions))}
    return [
        wave_row(each, asked[each.version_id], progress[each.id], setting, at=at) for each in waves
    ]


@blueprint.route(f"{WAVES}/new/<int(max=99):months>", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new(slug: str, months: int) -> ResponseReturnValue:
    """Plan a wave."""
    (view, event), form = both_or_404(slug), WaveForm()
    last_end = last_end_of(db.session(), event.id)
    if months not in MONTHS or last_end is None:
        abort(404)
    form.offer(askable(), current_language())
    if request.method == "GET":
        form.fill(None, window_after(last_end, months, view.zone), view.zone)
    elif form.validate() and (plan := form.read(months, view.zone, None)):
        try:
            with transaction() as session:
                event, by = get_event(session, slug), current_principal()
                operations.plan_wave(session, event, plan, at=clock.now(), by=by)
        except (NothingHeld, WaveExists):
            flash(_("That was planned already, or there is nothing to ask about."), "error")
        else:
            flash(_("It is planned. Those who come are asked by themselves."), "ok")
        return redirect(url_for(HERE, slug=slug), 303)
    return page_of(view, form, wave_name(months)), 422 if form.is_submitted() else 200


@blueprint.route(f"{WAVE}/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(slug: str, wave_id: int) -> ResponseReturnValue:
    """Give a wave other dates, and before it begins another questionnaire."""
    view, wave, form = view_or_404(slug), wave_or_404(db.session(), slug, wave_id), WaveForm()
    own = list_versions(db.session(), [wave.version_id])
    known = window_of(wave) if wave.invited_at else None
    others = [] if known else [each for each in askable() if each.id != wave.version_id]
    form.offer([*own, *others], current_language())
    if request.method == "GET":
        form.fill(wave.version_id, window_of(wave), view.zone)
    elif form.validate() and (plan := form.read(wave.months, view.zone, known)):
        try:
            with transaction() as session:
                found, by = wave_or_404(session, slug, wave_id), current_principal()
                operations.amend_wave(session, found, plan, at=clock.now(), by=by)
        except WaveHasBegun as refusal:
            flash(refusal_words(refusal), "error")
        else:
            flash(_("The dates are changed."), "ok")
        return redirect(url_for(HERE, slug=slug), 303)
    status = 422 if form.is_submitted() else 200
    return page_of(view, form, wave_name(wave.months), has_begun=known is not None), status


def page_of(view: EventView, form: WaveForm, name: str, *, has_begun: bool = False) -> str:
    """Show the form of a wave."""
    return render_template(
        "organiser/waves/edit.html",
        frame=frame_of(view, HERE),
        form=form,
        problems=problems_of(form),
        name=name,
        has_begun=has_begun,
        back_url=url_for(HERE, slug=view.slug),
    )


def askable() -> list[Questionnaire]:
    """List the questionnaires that ask something."""
    return [each for each in list_questionnaires(db.session()) if each.is_askable]


@blueprint.post(f"{WAVE}/close")
@allowed_for(*EDITORS)
def close(slug: str, wave_id: int) -> ResponseReturnValue:
    """Take no more answers."""
    return change(slug, wave_id, operations.close_wave, _("The questionnaire is closed."))


@blueprint.post(f"{WAVE}/drop")
@allowed_for(*EDITORS)
def drop(slug: str, wave_id: int) -> ResponseReturnValue:
    """Ask nobody after all."""
    return change(slug, wave_id, operations.drop_wave, _("Nobody is asked then."))


@blueprint.post(f"{WAVE}/remind")
@allowed_for(*EDITORS)
def remind(slug: str, wave_id: int) -> ResponseReturnValue:
    """Remind those who have not answered."""
    done = _("Those who have not answered are reminded now.")
    return change(slug, wave_id, operations.remind, done)
