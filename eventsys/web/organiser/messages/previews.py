"""What people would read, before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from eventsys.core.db import db
from eventsys.core.outbox import NoticeKind
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.messages.journal.queries import Told, count_told
from eventsys.messages.letters import Letter, sample_letter
from eventsys.web.common.letters import render_letter, scribe_of

PAGE = "organiser/messages/_letter.html"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A message in one language: its subject, text and page, and what goes to phones."""

    language: Language
    subject: str
    text: str
    page: Markup
    short: str


@dataclass(frozen=True, kw_only=True)
class News:
    """What everybody at an event would be told, and how many they are."""

    told: Told
    previews: Sequence[Preview]


def preview_of(
    kind: NoticeKind,
    event: EventView,
    language: Language,
    known: Sequence[OccasionView] | None = None,
) -> Preview:
    """Write a message of a kind about an event as people would read it."""
    base_url = current_app.config["SETTINGS"].base_url
    return preview_from(sample_letter(kind, event, language, base_url, known))


def preview_from(letter: Letter) -> Preview:
    """Write a message as people would read it."""
    scribe, language = scribe_of(current_app.config["SETTINGS"]), letter.language
    subject, _, text = scribe.words(letter).lstrip().partition("\n")
    page = render_letter(f"emails/{letter.kind}.html", language, letter.values, PAGE)
    return Preview(
        language=language,
        subject=subject.strip(),
        text=text.strip(),
        page=Markup(page),  # noqa: S704 -- the markup is ours and escaped
        short=scribe.short(letter),
    )


def news_of(
    kind: NoticeKind, event: EventView, known: Sequence[OccasionView] | None = None
) -> News:
    """Write what everybody at an event would be told, in each language; `known` are its dates."""
    return News(
        told=count_told(db.session(), event.id),
        previews=[preview_of(kind, event, language, known) for language in Language],
    )
