"""What the page of a questionnaire says, by where the wave and the invitation stand."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.surveys.rules import Questionnaire
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.replies.queries import find_reply
from eventsys.evaluation.waves.rules import WaveState, Window
from eventsys.events.programme.rules import EventView
from eventsys.web.common.dates import say_moment
from eventsys.web.common.prose import prose
from eventsys.web.common.readings import reading_words
from eventsys.web.common.words import _
from eventsys.web.public.programme import event_of
from eventsys.web.public.wording import set_apart


class Standing(StrEnum):
    """What somebody finds behind a link to a questionnaire."""

    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"


STANDINGS = {
    WaveState.PLANNED: Standing.EARLY,
    WaveState.OPEN: Standing.OPEN,
    WaveState.CLOSED: Standing.CLOSED,
}


@dataclass(frozen=True, kw_only=True)
class SurveyPage:
    """A questionnaire's page in words; `reply` is what came of the answers, once it is told."""

    standing: Standing
    heading: str
    text: str
    event: str
    event_foreign: Markup
    foreign: Markup
    reading: str
    closes: str
    reply: Markup
    reply_foreign: Markup


def survey_page(wave: SurveyWave, standing: Standing, language: Language) -> SurveyPage:
    """Word the page of a wave's questionnaire."""
    event = event_of(wave.event_id)
    asked = get_questionnaire(db.session(), wave.version_id)
    is_open = standing is Standing.OPEN
    told = find_reply(db.session(), wave, language) if wave.told_at else None
    return SurveyPage(
        standing=standing,
        heading=asked.worded(language).title if is_open else heading_of(standing),
        text=asked.worded(language).intro if is_open else text_of(wave, standing, event, language),
        event=event.title(language),
        event_foreign=set_apart(event.title_language(language), language),
        foreign=own_language(asked, language) if is_open else Markup(),
        reading=reading_words(asked.reading(language)) if is_open else "",
        closes=say_moment(wave.closes_at, event.zone, language),
        reply=prose(told.body) if told else Markup(),
        reply_foreign=set_apart(told.language, language) if told else Markup(),
    )


def own_language(asked: Questionnaire, language: Language) -> Markup:
    """Mark the questionnaire's own language, where it is not the page's."""
    return set_apart(asked.language_in(language), language)


def heading_of(standing: Standing) -> str:
    """Say at the top how it stands."""
    words = {
        Standing.EARLY: _("The questionnaire is not open yet"),
        Standing.OPEN: _("Questionnaire"),
        Standing.CLOSED: _("The questionnaire is closed"),
        Standing.ANSWERED: _("Thank you, you have answered"),
    }
    return words[standing]


def text_of(wave: SurveyWave, standing: Standing, event: EventView, language: Language) -> str:
    """Say what that means."""
    if standing is Standing.ANSWERED:
        return _("Your answer is stored. Nobody can see that it is yours, and it stands as it is.")
    if standing is Standing.CLOSED:
        moment = say_moment(wave.closes_at, event.zone, language)
        return _("One could answer until %(moment)s.", moment=moment)
    moment = say_moment(wave.opens_at, event.zone, language)
    return _("You can answer from %(moment)s.", moment=moment)


def standing_of(window: Window, at: datetime, *, is_answered: bool = False) -> Standing:
    """Tell what somebody finds: whoever has answered is thanked, whatever became of the wave."""
    return Standing.ANSWERED if is_answered else STANDINGS[window.state(at)]
