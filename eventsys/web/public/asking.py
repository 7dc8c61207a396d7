"""What an event asks of those who register, and what it tells them first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from markupsafe import Markup

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.programme.queries import find_event_view
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import Attends, EventKind, Places
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import QuestionView
from eventsys.web.common.caching import kept_by_revision
from eventsys.web.common.dates import say_when
from eventsys.web.common.questions.form import Posed
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.care_asked import CareAsked, care_asked
from eventsys.web.public.wording import Tag, age_words

PLACES_TAGS = {Places.FREE: "ok", Places.FEW_LEFT: "warn", Places.FULL: "error"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the form asks of each person, and the dates one may choose."""

    name: bool
    category: bool
    birth_year: bool
    workplace: bool
    age_rule: str
    occasions: Sequence[tuple[str, str]]
    questions: Posed
    care: CareAsked


def asked_by(event: EventView, language: Language, at: datetime) -> Asked:
    """Tell what an event asks now."""
    return asked_of(event, posed_by(event, language), at)


def known_asked_or_404(slug: str, language: Language, at: datetime) -> Asked:
    """Tell what an event asks whose places left do not matter; one query where it is known."""

    def make() -> tuple[EventView, Sequence[QuestionView]]:
        event = find_event_view(db.session(), slug) or abort(404)
        return event, list_questions(db.session(), event.id)

    event, questions = kept_by_revision(make, "asked of", slug)
    posed = Posed(questions=questions, language=language, last_end=event.last_end)
    return asked_of(event, posed, at)


def asked_of(event: EventView, posed: Posed, at: datetime) -> Asked:
    """Tell what an event asks: courses need names, public events children and adults apart."""
    is_public = event.kind is EventKind.PUBLIC
    rule = event.age_rule
    language = posed.language
    return Asked(
        name=not is_public,
        category=is_public and rule is None,
        birth_year=rule is not None,
        workplace=event.asks_workplace,
        age_rule=_("The event is for: %(whom)s.", whom=age_words(rule)) if rule else "",
        occasions=choices_of(event, language, at),
        questions=posed,
        care=care_asked(event, language, at),
    )


def posed_by(event: EventView, language: Language) -> Posed:
    """Give the event's own questions."""
    questions = list_questions(db.session(), event.id)
    return Posed(questions=questions, language=language, last_end=event.last_end)


def choices_of(event: EventView, language: Language, at: datetime) -> list[tuple[str, str]]:
    """List the dates that are still to come, where one of them is chosen."""
    if event.attends is Attends.ALL:
        return []
    return [
        (str(occasion.no), choice_words(event, occasion, language))
        for occasion in event.occasions
        if occasion.ends_at > at
    ]


def choice_words(event: EventView, occasion: OccasionView, language: Language) -> Markup:
    """Say when a date is and how many places it has left."""
    when = say_when(occasion.starts_at, occasion.ends_at, event.zone, language)
    words = Markup('{} <span class="nowrap">{}</span>').format(when.day, when.hours)
    left = "" if event.intake.puts_off else places_words(occasion.left)
    return Markup('{} <span class="hint">{}</span>').format(words, left) if left else words


def places_words(left: int | None) -> str:
    """Say exactly how many places are left; nothing where there is no limit."""
    if left is None:
        return ""
    if left == 0:
        return _("No places left")
    return ngettext("%(num)d place left", "%(num)d places left", left)


def places_tag(event: EventView) -> Tag | None:
    """Say how many places an event has left; with a choice of dates each date says it.

    Nothing where registering takes none.
    """
    is_told = event.attends is Attends.ALL and not event.intake.puts_off
    words = places_words(event.left) if is_told else ""
    return Tag(words, PLACES_TAGS[event.places]) if words else None
