"""Texts for people in the language of the answer; gettext with types."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from gettext import NullTranslations

from babel.lists import format_list
from babel.support import Translations
from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from eventsys.core.text import Language
from eventsys.web.common.languages import TRANSLATIONS, current_language

__all__ = ["_", "init", "isolated", "listed", "ngettext"]

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
# What reads the other way than a page of this direction: letters, and groups of digits.
STRANGE = {
    "rtl": re.compile(r"[A-Za-z\u00c0-\u024f]|\+\d|\d[ /-]+\d"),
    "ltr": re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"),
}


def _(text: str, **values: object) -> str:
    """Translate a text and put values into it."""
    found = catalogue_of(current_language()).gettext(text)
    return found % all_isolated(values) if values else found


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """Translate a text that depends on a number, which it holds as `%(num)d`."""
    found = catalogue_of(current_language()).ngettext(singular, plural, num)
    return found % {"num": num, **all_isolated(values)}


def isolated(value: object) -> object:
    """Keep a value apart that reads the other way than the words around it, by unseen marks."""
    if not isinstance(value, str) or not STRANGE[current_language().direction].search(value):
        return value
    kind = Markup if isinstance(value, Markup) else str
    return kind(FIRST_STRONG_ISOLATE) + value + kind(POP_ISOLATE)


def all_isolated(values: dict[str, object]) -> dict[str, object]:
    """Keep each value apart from the text it is put into, where it needs that."""
    return {name: isolated(value) for name, value in values.items()}


def listed(words: Iterable[str]) -> str:
    """Join words as the language lists things: "a, b og c", with commas of its own."""
    return format_list(list(words), locale=current_language().value)


@lru_cache
def catalogue_of(language: Language) -> NullTranslations:
    """Read the translations into a language, once."""
    return Translations.load(TRANSLATIONS, [language.value])


def init(app: Flask) -> None:
    """Let templates translate by the same; Flask-Babel would look for its catalogue each time."""
    vars(app.jinja_env)["install_gettext_callables"](_, ngettext, newstyle=True)
    words: dict[str, Callable[..., str]] = vars(app.jinja_env)["globals"]
    words.update({name: isolating(words[name]) for name in ("gettext", "ngettext")})


def isolating(translate: Callable[..., str]) -> Callable[..., str]:
    """Let a template's gettext keep values apart; it puts them into the text by itself."""

    @pass_context
    def translated(context: Context, *texts: object, **values: object) -> str:
        return translate(context, *texts, **all_isolated(values))

    return translated
