"""What was written to people, in words for organisers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app

from eventsys.core.db import db
from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.messages.broadcasts.models import Broadcast, BroadcastText
from eventsys.messages.broadcasts.queries import count_reached, said_to
from eventsys.messages.broadcasts.rules import BroadcastState, read_audience, state_of
from eventsys.messages.letters import sample_letter
from eventsys.web.common.dates import say_moment
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.messages.previews import News, Preview, preview_from
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class BroadcastRow:
    """A broadcast as a row of the list."""

    id: int
    subject: str
    tag: Tag
    when: str


def row_of(broadcast: Broadcast, subject: str, event: EventView, at: datetime) -> BroadcastRow:
    """Put a broadcast into words."""
    moment = broadcast.due_at or broadcast.created_at
    return BroadcastRow(
        id=broadcast.id,
        subject=subject,
        tag=tag_of(stands(broadcast, at)),
        when=say_moment(moment, event.zone, current_language()),
    )


def stands(broadcast: Broadcast, at: datetime) -> BroadcastState:
    """Tell how far a broadcast is."""
    return state_of(broadcast.due_at, broadcast.composed_at, broadcast.stopped_at, at)


def tag_of(state: BroadcastState) -> Tag:
    """Name how far a broadcast is."""
    tags = {
        BroadcastState.DRAFT: Tag(_("Draft"), "quiet"),
        BroadcastState.PLANNED: Tag(_("Planned"), "warn"),
        BroadcastState.RUNNING: Tag(_("Is being sent"), "warn"),
        BroadcastState.DONE: Tag(_("Handed over"), "ok"),
        BroadcastState.STOPPED: Tag(_("Stopped"), "error"),
    }
    return tags[state]


def news_of(
    broadcast: Broadcast, event: EventView, texts: Mapping[Language, BroadcastText]
) -> News:
    """Write what people read in each language, and count whom it reaches."""
    told = count_reached(db.session(), event.id, read_audience(broadcast.audience))
    return News(told=told, previews=previews_of(event, texts))


def previews_of(event: EventView, texts: Mapping[Language, BroadcastText]) -> Sequence[Preview]:
    """Write what people read in each language."""
    base_url = current_app.config["SETTINGS"].base_url
    return [
        preview_from(
            replace(
                sample_letter(NoticeKind.BROADCAST, event, language, base_url),
                said=said_to(texts, language),
            )
        )
        for language in Language
    ]
