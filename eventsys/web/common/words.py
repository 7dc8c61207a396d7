"""Texts for people in the page's language; gettext with types."""

import flask_babel

__all__ = ["_", "ngettext"]


def _(text: str, **values: object) -> str:
    """Translate a text and put values into it."""
    return str(flask_babel.gettext(text, **values))


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """Translate a text that depends on a number, which it holds as `%(num)d`."""
    return str(flask_babel.ngettext(singular, plural, num, **values))
