"""Fills the templates of messages; the worker gets it from the composition root."""

from collections.abc import Mapping
from datetime import datetime

from flask import render_template

from eventsys.core.text import Language
from eventsys.events.programme.rules import OccasionView
from eventsys.web.common.dates import When, say_moment, say_when
from eventsys.web.common.languages import PageLanguage, speaking


def render_letter(template: str, language: Language, values: Mapping[str, object]) -> str:
    """Fill a message's template in a language; within the application's context."""

    def when(occasion: OccasionView) -> When:
        zone = str(values["zone"])
        return say_when(occasion.starts_at, occasion.ends_at, zone, language, year=True)

    def moment(at: datetime) -> str:
        return say_moment(at, str(values["zone"]), language)

    with speaking(language):
        return render_template(
            template,
            **{
                **values,
                "language": PageLanguage(language.value, language.direction),
                "language_links": [],
                "when": when,
                "moment": moment,
            },
        )
