"""What people answered in one wave: the page, their own words, a file and a paper."""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.documents.results import print_results
from eventsys.evaluation.rates.queries import find_wave
from eventsys.evaluation.rates.results import WaveResults, read_own_words, read_results
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.web.common.dates import say_moment
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _
from eventsys.web.organiser.downloads import csv_answer
from eventsys.web.organiser.frame import event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.results.files import paper_of, result_lines
from eventsys.web.organiser.results.wording import small_numbers_note, view_of, words_view
from eventsys.web.organiser.roles import EVALUATORS, OVERSEERS, READERS

blueprint = Blueprint("results", __name__)
HERE = "organiser.waves.index"
WAVE = "/events/<slug>/evaluation/<int:wave_id>/results"


@blueprint.get(WAVE)
@allowed_for(*READERS)
def show(slug: str, wave_id: int) -> ResponseReturnValue:
    """Show who answered, and once the wave is closed what."""
    event = view_or_404(slug)
    results = results_or_404(slug, wave_id)
    language = current_language()
    return render_template(
        "organiser/results/show.html",
        frame=frame_of(event, HERE),
        wave_id=wave_id,
        survey_id=results.measured.survey_id,
        view=view_of(results, language),
        closes=say_moment(results.measured.closes_at, event.zone, language),
        note=small_numbers_note(),
        may_read=i_may(*EVALUATORS),
        may_compare=i_may(*OVERSEERS),
    )


@blueprint.get(f"{WAVE}/words")
@allowed_for(*EVALUATORS)
def words(slug: str, wave_id: int) -> ResponseReturnValue:
    """Show what people wrote, by question."""
    event, wave = view_or_404(slug), wave_or_404(slug, wave_id)
    language = current_language()
    return render_template(
        "organiser/results/words.html",
        frame=frame_of(event, HERE),
        wave_id=wave_id,
        questions=[
            words_view(each, language)
            for each in read_own_words(db.session(), wave, at=clock.now())
        ],
    )


@blueprint.get(f"{WAVE}.csv")
@allowed_for(*READERS)
def download(slug: str, wave_id: int) -> Response:
    """Hand out a wave's results as a file for a spreadsheet."""
    lines = result_lines(closed_or_404(slug, wave_id), current_language())
    return csv_answer(lines, "{}-{}.csv".format(slug, _("results")))


@blueprint.get(f"{WAVE}.pdf")
@allowed_for(*READERS)
def paper(slug: str, wave_id: int) -> Response:
    """Hand out a wave's results as a paper."""
    event, results = view_or_404(slug), closed_or_404(slug, wave_id)
    language, sender = current_language(), _("City of Copenhagen")
    sheet = paper_of(
        view_of(results, language), event.title(language), sender, language, at=clock.now()
    )
    return pdf_answer(lambda: print_results(sheet), f"{slug}-{wave_id}")


def closed_or_404(slug: str, wave_id: int) -> WaveResults:
    """Give the results of a wave that is closed, or answer that there are none."""
    results = results_or_404(slug, wave_id)
    return results if results.is_closed else abort(404)


def wave_or_404(slug: str, wave_id: int) -> SurveyWave:
    """Give one of an event's waves, or answer that there is none."""
    return find_wave(db.session(), event_or_404(slug), wave_id) or abort(404)


def results_or_404(slug: str, wave_id: int) -> WaveResults:
    """Give a wave's results, or answer that there is no such wave."""
    return read_results(db.session(), wave_or_404(slug, wave_id), at=clock.now())
