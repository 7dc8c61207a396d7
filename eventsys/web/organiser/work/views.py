"""What is being sent, how far it is, and the button that stops it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.queries import EventName, names_by_id
from eventsys.messages.broadcasts.queries import subjects_by_id
from eventsys.messages.underway.queries import Sending, list_under_way
from eventsys.web.common.dates import say_clock
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.common.notice_words import notice_name
from eventsys.web.common.words import _
from eventsys.web.organiser.roles import EDITORS

blueprint = Blueprint("work", __name__)
WHOLE = 1000


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """Something on its way; its bar is in thousandths. `stop_url` is empty where nobody may."""

    event: EventName
    name: str
    url: str
    progress: str
    bar: int
    stop_url: str


@blueprint.get("/work/")
@allowed_for(*EDITORS)
def index() -> ResponseReturnValue:
    """Show what is under way at all events."""
    at, language = clock.now(), current_language()
    return render_template(
        "organiser/work/index.html",
        rows=rows_of(list_under_way(db.session(), at=at), language),
        as_of=say_clock(to_local(at), language),
    )


def rows_of(found: Sequence[Sending], language: Language) -> Sequence[WorkRow]:
    """Put what is under way into words."""
    session = db.session()
    names = names_by_id(session, {each.event_id for each in found}, language)
    subjects = subjects_by_id(session, [each.broadcast_id for each in found if each.broadcast_id])
    return [row_of(each, names[each.event_id], subjects) for each in found]


def row_of(sending: Sending, event: EventName, subjects: Mapping[int, str]) -> WorkRow:
    """Put one of them into words; what the system tells by itself has no button."""
    number = sending.broadcast_id
    if number:
        url, stop_url = (
            url_for(f"organiser.broadcasts.{name}", slug=event.slug, broadcast_id=number)
            for name in ("show", "stop")
        )
    else:
        url, stop_url = url_for("organiser.messages.index", slug=event.slug), ""
    return WorkRow(
        event=event,
        name=subjects[number] if number else notice_name(sending.kind),
        url=url,
        progress=progress_words(sending),
        bar=done(sending) * WHOLE // max(done(sending) + sending.waiting, 1),
        stop_url=stop_url,
    )


def done(sending: Sending) -> int:
    """Count the messages that nothing more happens to."""
    return sending.sent + sending.unsent


def progress_words(sending: Sending) -> str:
    """Say how far it is."""
    made = done(sending) + sending.waiting
    if not sending.is_whole:
        return _("%(done)s sent, and more are being written", done=done(sending))
    return _("%(done)s of %(all)s sent", done=done(sending), all=made)
