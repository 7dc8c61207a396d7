"""Texts in another language than the page's."""

from markupsafe import Markup

from eventsys.core.text import Language


def set_apart(text: str, own: Language, language: Language) -> str:
    """Let a text be heard and read in its own language where the page has another."""
    if own is language or not text:
        return text
    return Markup('<span lang="{}" dir="{}">{}</span>').format(own, own.direction, text)
