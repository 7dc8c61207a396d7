"""The language of a page: from its address, or where that holds none, as the browser asks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, has_app_context, has_request_context, request, url_for
from flask_babel import Babel, force_locale
from werkzeug.routing import BaseConverter, ValidationError

from eventsys.core.settings import ROOT
from eventsys.core.text import Language

TRANSLATIONS = ROOT / "eventsys" / "translations"


class LanguageConverter(BaseConverter):
    """`<language:lang>` in a rule: one of the site's languages, else the page is not found."""

    regex = "[a-z]{2}"

    def to_python(self, value: str) -> Language:
        """Read a language from an address."""
        try:
            return Language(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: object) -> str:
        """Write a language into an address."""
        return str(value)


@dataclass(frozen=True)
class PageLanguage:
    """The page's language as layouts read it."""

    code: str
    direction: str


@dataclass(frozen=True)
class LanguageLink:
    """A link to the same page in another language."""

    code: str
    direction: str
    name: str
    url: str
    current: bool


def current_language() -> Language:
    """Tell the language of this answer, or of what is being worded; elsewhere Danish."""
    found: Language | None = g.get("language") if has_app_context() else None
    if found is not None:
        return found
    if not has_request_context():
        return Language.DANISH
    g.language = language_in_path() or preferred_language()
    return current_language()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Word everything in a language meanwhile, whatever the request's is."""
    before = g.get("language")
    g.language = language
    try:
        with force_locale(language.value):
            yield
    finally:
        g.language = before


def language_in_path() -> Language | None:
    """Tell the language that an address begins with, though it leads to no page."""
    first = request.path.split("/")[1]
    return Language(first) if first in set(Language) else None


def preferred_language() -> Language:
    """Tell the language that the browser asks for, else Danish."""
    wanted = request.accept_languages.best_match([each.value for each in Language])
    return Language(wanted) if wanted else Language.DANISH


def language_links(query: Mapping[str, Any] | None = None) -> list[LanguageLink]:
    """List links to this page in all languages; none where its address holds no language.

    What an address asks for behind its `?` is kept where it is given as `query`.
    """
    view_args = request.view_args or {}
    if request.endpoint is None or "lang" not in g.get("address_values", {}):
        return []
    present = current_language()
    return [
        LanguageLink(
            code=each.value,
            direction=each.direction,
            name=each.own_name,
            url=url_for(request.endpoint, **({**(query or {}), **view_args} | {"lang": each})),
            current=each is present,
        )
        for each in Language
    ]


def init(app: Flask) -> None:
    """Take the language out of the address before the view, and put it into every link."""
    app.url_map.converters["language"] = LanguageConverter
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = Language.ENGLISH.value
    Babel(
        app,
        locale_selector=lambda: current_language().value,
        timezone_selector=lambda: "Europe/Copenhagen",
    )
    app.url_value_preprocessor(take_language)
    app.url_defaults(put_language)
    app.context_processor(describe_language)


def take_language(_: str | None, values: dict[str, Any] | None) -> None:
    """Take the language out of an address's values."""
    g.address_values = dict(values or {})
    if values and "lang" in values:
        g.language = values.pop("lang")


def put_language(endpoint: str, values: dict[str, Any]) -> None:
    """Put the present language into an address that needs one."""
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language()


def describe_language() -> dict[str, Any]:
    """Give the layouts the page's language and its siblings."""
    language = current_language()
    return {
        "language": PageLanguage(language.value, language.direction),
        "language_links": language_links() if has_request_context() else [],
    }
