"""What citizens read of an event's kind, its places and its participants."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import (
    AgeRule,
    Audience,
    EventKind,
    EventStatus,
    Places,
    RegistrationState as State,
)
from eventsys.web.common.dates import say_moment
from eventsys.web.common.language_names import list_languages
from eventsys.web.common.words import _


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in a word or two; `kind` is ok, warn, error or nothing."""

    text: str
    kind: str = ""


def joined(*parts: str) -> str:
    """Join the parts of a place that are known: not every venue has an address."""
    return ", ".join(filter(None, parts))


def kind_name(kind: EventKind) -> str:
    """Name a kind of event."""
    names = {
        EventKind.PUBLIC: _("Event"),
        EventKind.COURSE: _("Course"),
        EventKind.WORKSHOP: _("Workshop"),
    }
    return names[kind]


def audience_words(event: EventView) -> str:
    """Say whom an event is for; an age rule says it best."""
    if event.age_rule is not None:
        return age_words(event.age_rule)
    if event.audience is Audience.FAMILIES:
        return _("Everybody is welcome")
    if event.audience is Audience.STAFF:
        return _("People who work with children, young people and families")
    return audience_name(event.audience)


def audience_name(audience: Audience) -> str:
    """Name those whom events are for."""
    names = {
        Audience.CHILDREN: _("Children"),
        Audience.ADULTS: _("Adults"),
        Audience.FAMILIES: _("Everybody"),
        Audience.STAFF: _("Staff"),
    }
    return names[audience]


def age_words(rule: AgeRule) -> str:
    """Say in words which children an event is for."""
    if rule.from_year == rule.to_year:
        return _("Children born in %(year)s", year=rule.from_year)
    return _("Children born from %(first)s to %(last)s", first=rule.from_year, last=rule.to_year)


def spoken_words(event: EventView, language: Language) -> str:
    """List the languages that are spoken at an event, named in the page's language."""
    return list_languages(event.spoken, language)


def availability(event: EventView, at: datetime) -> Tag:
    """Say whether one can still come, never how many places are left."""
    if event.status is EventStatus.CANCELLED:
        return Tag(_("Cancelled"), "error")
    states = {
        State.DROP_IN: Tag(_("Just come"), "ok"),
        State.NOT_YET: Tag(_("Registration opens later")),
        State.CLOSED: Tag(_("Registration is closed")),
    }
    places = {
        Places.FREE: Tag(_("Free places"), "ok"),
        Places.FEW_LEFT: Tag(_("Few places left"), "warn"),
        Places.FULL: Tag(_("Full"), "error"),
    }
    known = states.get(event.registration_state(at))
    if known is None and event.intake.puts_off:
        return Tag(_("Open for registration"), "ok")
    return known or places[event.places]


def why_not(event: EventView, at: datetime, language: Language) -> str:
    """Say why one cannot register now, and what to do; nothing where one can."""
    state = event.registration_state(at)
    if state is State.OPEN and event.places is Places.FULL and not event.intake.puts_off:
        return _("All places are taken. Look again later: somebody may give a place back.")
    if state is State.DROP_IN:
        return _("You need not register. Just come.")
    opens_at = event.window.opens_at
    if state is State.NOT_YET and opens_at is not None:
        moment = say_moment(opens_at, event.zone, language)
        return _("You can register from %(moment)s.", moment=moment)
    if state is State.CLOSED:
        return _("You cannot register any more.")
    return ""


def foreign(event: EventView, language: Language) -> Markup:
    """Write the attributes of a title that is not in the page's language."""
    return set_apart(event.title_language(language), language)


def set_apart(shown: Language, language: Language) -> Markup:
    """Write the attributes of a text that is not in the page's language."""
    if shown is language:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(shown.value, shown.direction)
