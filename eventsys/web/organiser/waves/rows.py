"""An event's waves as organisers see them."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, url_for

from eventsys.core.text import Language
from eventsys.evaluation.responses.queries import Progress
from eventsys.evaluation.surveys.rules import Questionnaire
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.queries import window_of
from eventsys.evaluation.waves.rules import WaveKind, WaveState
from eventsys.web.common.dates import say_moment
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.wording import Tag

RESULTS = "organiser.results.show"


@dataclass(frozen=True, kw_only=True)
class WaveRow:
    """One wave, in words and numbers, with what can be done about it."""

    id: int
    name: str
    tag: Tag
    questionnaire: str
    opens: str
    closes: str
    reminder: str
    told: str
    progress: Progress
    late: str
    results_url: str
    has_begun: bool
    is_open: bool
    is_first: bool
    can_remind: bool


def wave_row(
    wave: SurveyWave,
    asked: Questionnaire,
    progress: Progress,
    place: "Setting",
    *,
    at: datetime,
) -> WaveRow:
    """Word a wave."""
    window, say = window_of(wave), place.say
    state, has_begun = window.state(at), wave.invited_at is not None
    is_late = not has_begun and place.last_end is not None and place.last_end > wave.opens_at
    return WaveRow(
        id=wave.id,
        name=wave_name(wave.months),
        tag=state_tag(state),
        questionnaire=asked.worded(place.language).title,
        opens=say(wave.opens_at),
        closes=say(wave.closes_at),
        reminder=reminder_words(wave, say(wave.reminded_at or window.reminds_at)),
        told=say(wave.told_at) if wave.told_at else "",
        progress=progress,
        late=_("The event now ends after that: people are asked when it is over.")
        if is_late
        else "",
        results_url=results_url(place.slug, wave.id),
        has_begun=has_begun,
        is_open=state is WaveState.OPEN,
        is_first=wave.kind is WaveKind.IMMEDIATE,
        can_remind=has_begun and state is WaveState.OPEN and wave.reminded_at is None,
    )


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What the waves of one event share."""

    slug: str
    zone: str
    language: Language
    last_end: datetime | None

    def say(self, moment: datetime) -> str:
        """Say a moment as it is at the event."""
        return say_moment(moment, self.zone, self.language)


def results_url(slug: str, wave_id: int) -> str:
    """Tell where a wave's results stand; empty where this site has no such page."""
    if RESULTS not in current_app.view_functions:
        return ""
    return url_for(RESULTS, slug=slug, wave_id=wave_id)


def wave_name(months: int) -> str:
    """Name a wave by when it is."""
    if not months:
        return _("Right after the event")
    return ngettext("%(num)d month after the event", "%(num)d months after the event", months)


def state_tag(state: WaveState) -> Tag:
    """Say where a wave stands."""
    tags = {
        WaveState.PLANNED: Tag(_("Planned"), "warn"),
        WaveState.OPEN: Tag(_("Open"), "ok"),
        WaveState.CLOSED: Tag(_("Closed")),
    }
    return tags[state]


def reminder_words(wave: SurveyWave, moment: str) -> str:
    """Say when people are reminded, or were."""
    if wave.reminded_at is not None:
        return _("Reminded %(moment)s", moment=moment)
    return _("Those who have not answered are reminded %(moment)s", moment=moment)
