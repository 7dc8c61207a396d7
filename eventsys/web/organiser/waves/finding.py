"""What the pages about waves look up, and how they change one."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, transaction
from eventsys.core.errors import DomainError
from eventsys.evaluation.waves.errors import (
    AlreadyReminded,
    AlreadyTold,
    NothingToTell,
    WaveHasBegun,
    WaveIsNotOpen,
)
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.queries import find_wave
from eventsys.events.queries import find_event
from eventsys.people.rules import RoleName
from eventsys.web.common.guards import current_principal
from eventsys.web.common.words import _

blueprint = Blueprint("waves", __name__)
HERE = "organiser.waves.index"
WAVES = "/<slug>/evaluation"
WAVE = f"{WAVES}/<int:wave_id>"
TYPISTS = (RoleName.ORGANISER, RoleName.SERVICE_DESK, RoleName.EVALUATOR)
"""Who types in what stands on paper; it has no names on it."""
REFUSALS = (AlreadyReminded, AlreadyTold, NothingToTell, WaveHasBegun, WaveIsNotOpen)


def wave_or_404(session: Session, slug: str, wave_id: int) -> SurveyWave:
    """Give one of an event's waves, or answer that there is none."""
    event = find_event(session, slug) or abort(404)
    return find_wave(session, event, wave_id) or abort(404)


def change(
    slug: str, wave_id: int, operation: Callable[..., None], done: str
) -> ResponseReturnValue:
    """Change a wave and say so, or why it cannot be."""
    try:
        with transaction() as session:
            wave = wave_or_404(session, slug, wave_id)
            operation(session, wave, at=clock.now(), by=current_principal())
    except REFUSALS as refusal:
        flash(refusal_words(refusal), "error")
    else:
        flash(done, "ok")
    return redirect(url_for(HERE, slug=slug), 303)


def refusal_words(refusal: DomainError) -> str:
    """Say why a wave cannot be changed so."""
    words: dict[type[DomainError], Callable[[], str]] = {
        AlreadyReminded: lambda: _("They were reminded before. People are reminded once."),
        AlreadyTold: lambda: _("It was sent before. It is sent once."),
        NothingToTell: lambda: _("Write it in Danish first."),
        WaveHasBegun: lambda: _("People have been asked already: only the end can be another."),
        WaveIsNotOpen: lambda: _("The questionnaire is not open now."),
    }
    return words[type(refusal)]()
