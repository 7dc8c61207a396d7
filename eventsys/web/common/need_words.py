"""The words for needs and for the languages of interpreters, in the page's language."""

from babel import Locale

from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.registration.needs.rules import INTERPRETED, SIGN_LANGUAGE
from eventsys.web.common.words import _


def need_name(kind: NeedKind) -> str:
    """Name a kind of need."""
    names = {
        NeedKind.INTERPRETER: _("Interpreter"),
        NeedKind.ALLERGY: _("Allergy"),
        NeedKind.ACCESS: _("Access"),
        NeedKind.OTHER: _("Other"),
    }
    return names[kind]


def counted_words(number: int | None, words: str) -> str:
    """Say how many of a group need it."""
    if number is None:
        return words
    return f"{number} × {words}" if words else str(number)


def interpreted_name(code: str, language: Language) -> str:
    """Name a language that is interpreted."""
    if code == SIGN_LANGUAGE:
        return _("Danish Sign Language")
    name = str(Locale(language.value).languages.get(code, code))
    return name[:1].upper() + name[1:]


def interpreted_choices(language: Language) -> list[tuple[str, str]]:
    """List the languages that are offered, by their name."""
    named = [(code, interpreted_name(code, language)) for code in INTERPRETED]
    return sorted(named, key=lambda choice: choice[1])
