"""Typing in what stands on paper: one screen a paper; the last one can be taken back."""

from flask import flash, redirect, render_template, session as cookie, url_for
from flask.typing import ResponseReturnValue
from wtforms import FormField

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.evaluation.responses.errors import MoreThanInvited, ResponseGone
from eventsys.evaluation.responses.operations import Stored, take_back, type_in
from eventsys.evaluation.responses.queries import progress_of
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.surveys.rules import Questionnaire
from eventsys.evaluation.waves.errors import WaveIsNotOpen
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.web.common.forms import Form, problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.surveys.form import AskedSheet, SurveyAnswersForm
from eventsys.web.common.surveys.sheets import sheet_from
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.frame import frame_of, view_or_404
from eventsys.web.organiser.waves.finding import (
    HERE,
    TYPISTS,
    WAVE,
    blueprint,
    refusal_words,
    wave_or_404,
)
from eventsys.web.organiser.waves.rows import wave_name

LAST = "last paper"


class PaperForm(Form):
    """The answers on one paper."""

    answers = FormField(SurveyAnswersForm)

    def __init__(self, asked: Questionnaire, language: Language) -> None:
        super().__init__()
        self.part.ask(AskedSheet(asked, language))

    @property
    def part(self) -> SurveyAnswersForm:
        """Give the questions."""
        part: SurveyAnswersForm = self.answers.form
        return part


@blueprint.route(f"{WAVE}/paper", methods=["GET", "POST"])
@allowed_for(*TYPISTS)
def type_paper(slug: str, wave_id: int) -> ResponseReturnValue:
    """Take the answers on one paper, and ask for the next."""
    wave = wave_or_404(db.session(), slug, wave_id)
    form = PaperForm(get_questionnaire(db.session(), wave.version_id), current_language())
    if not form.validate_on_submit():
        return page_of(slug, wave, form), 422 if form.is_submitted() else 200
    sheet = sheet_from(form.part)
    try:
        with transaction() as session:
            found, by = wave_or_404(session, slug, wave_id), current_principal()
            stored = type_in(session, found, sheet, at=clock.now(), by=by)
    except MoreThanInvited as refusal:
        flash(too_many(refusal.invited), "error")
        return page_of(slug, wave_or_404(db.session(), slug, wave_id), form), 409
    except WaveIsNotOpen as refusal:
        flash(refusal_words(refusal), "error")
        return redirect(url_for(HERE, slug=slug), 303)
    cookie[LAST] = [wave_id, stored.response_id, *stored.text_ids]
    flash(_("The paper is typed in. Here is the next one."), "ok")
    return redirect(url_for(".type_paper", slug=slug, wave_id=wave_id), 303)


@blueprint.post(f"{WAVE}/paper/undo")
@allowed_for(*TYPISTS)
def take_paper_back(slug: str, wave_id: int) -> ResponseReturnValue:
    """Remove the paper that was typed in last."""
    known, response_id, *texts = cookie.pop(LAST, None) or [0, ""]
    try:
        with transaction() as session:
            wave, by = wave_or_404(session, slug, wave_id), current_principal()
            response_id = response_id if known == wave_id else ""
            stored = Stored(response_id=response_id, text_ids=texts)
            take_back(session, wave, stored, at=clock.now(), by=by)
    except ResponseGone:
        flash(_("That paper is mixed with the others by now and cannot be told apart."), "error")
    else:
        flash(_("The last paper is removed. Type it in again."), "ok")
    return redirect(url_for(".type_paper", slug=slug, wave_id=wave_id), 303)


def page_of(slug: str, wave: SurveyWave, form: PaperForm) -> str:
    """Show an empty paper, how many there are, and how many can still come."""
    last = cookie.get(LAST) or [0]
    return render_template(
        "organiser/waves/type_paper.html",
        frame=frame_of(view_or_404(slug), HERE),
        wave_id=wave.id,
        name=wave_name(wave.months),
        form=form,
        problems=problems_of(form),
        progress=progress_of(db.session(), wave.id),
        has_begun=wave.invited_at is not None,
        can_undo=last[0] == wave.id,
        back_url=url_for(HERE, slug=slug),
    )


def too_many(invited: int) -> str:
    """Say that there would be more responses than people."""
    return ngettext(
        "%(num)d person was asked, and all have answered: one paper is too many.",
        "%(num)d people were asked, and as many have answered: one paper is too many.",
        invited,
    )
