"""Texts for people in the language of the answer; gettext with types."""

from functools import lru_cache
from gettext import NullTranslations

from babel.support import Translations
from flask import Flask

from eventsys.core.text import Language
from eventsys.web.common.languages import TRANSLATIONS, current_language

__all__ = ["_", "init", "ngettext"]


def _(text: str, **values: object) -> str:
    """Translate a text and put values into it."""
    found = catalogue_of(current_language()).gettext(text)
    return found % values if values else found


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """Translate a text that depends on a number, which it holds as `%(num)d`."""
    found = catalogue_of(current_language()).ngettext(singular, plural, num)
    return found % {"num": num, **values}


@lru_cache
def catalogue_of(language: Language) -> NullTranslations:
    """Read the translations into a language, once."""
    return Translations.load(TRANSLATIONS, [language.value])


def init(app: Flask) -> None:
    """Let templates translate by the same; Flask-Babel would look for its catalogue each time."""
    vars(app.jinja_env)["install_gettext_callables"](_, ngettext, newstyle=True)
