"""What is being sent and made, how far it is, the files, and the button that stops it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.certificates.queries import list_holder_ids
from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.queries import EventName, get_event, names_by_id
from eventsys.exchange.work.operations import stop as end
from eventsys.exchange.work.queries import find_file, find_work, read_pieces
from eventsys.exchange.work.rules import AT_ONCE, MOST_PAPERS, WorkKind
from eventsys.messages.broadcasts.queries import subjects_by_id
from eventsys.messages.underway.queries import Sending, list_under_way
from eventsys.registration.badges.queries import list_wearer_ids
from eventsys.web.common.dates import say_clock
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.notice_words import notice_name
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import event_or_404, i_may
from eventsys.web.organiser.paging import number_in_address
from eventsys.web.organiser.roles import DESK, EDITORS
from eventsys.web.organiser.work.asking import HERE, ROLES, take_on
from eventsys.web.organiser.work.papers import WHOLE, papers_of

blueprint = Blueprint("work", __name__)
EVERYBODYS: Mapping[str, Callable[[Session, Event], Sequence[int]]] = {
    WorkKind.BADGES: list_wearer_ids,
    WorkKind.CERTIFICATES: list_holder_ids,
}


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
@allowed_for(*DESK)
def index() -> ResponseReturnValue:
    """Show the files that were asked for and, to those who send, what is sent at all events."""
    at, language, may_send = clock.now(), current_language(), i_may(*EDITORS)
    return render_template(
        "organiser/work/index.html",
        papers=papers_of(language, at=at),
        rows=rows_of(list_under_way(db.session(), at=at), language) if may_send else [],
        may_send=may_send,
        at_once=AT_ONCE,
        as_of=say_clock(to_local(at), language),
    )


@blueprint.post("/events/<slug>/work/ask/<kind>")
@allowed_for(*DESK)
def ask(slug: str, kind: str) -> ResponseReturnValue:
    """Have the name badges or the certificates of everybody made."""
    if kind not in EVERYBODYS:
        abort(404)
    wanted = WorkKind(kind)
    if not i_may(*ROLES[wanted]):
        abort(403)
    ids = EVERYBODYS[wanted](db.session(), event_or_404(slug))
    first = ((number_in_address("part") or 1) - 1) * MOST_PAPERS
    return take_on(slug, wanted, ids[first : first + MOST_PAPERS])


@blueprint.post("/events/<slug>/work/<int:work_id>/stop")
@allowed_for(*DESK)
def stop(slug: str, work_id: int) -> ResponseReturnValue:
    """Stop what I asked for, or delete its file; those who edit events may do so for others."""
    with transaction() as session:
        work = find_work(session, get_event(session, slug).id, work_id)
        me = current_principal()
        if work is None or not (work.created_by == str(me) or i_may(*EDITORS)):
            abort(404)
        is_stopped = end(session, work, at=clock.now(), by=me)
    if is_stopped:
        flash(_("It is stopped, and nothing of it is kept."), "ok")
    return redirect(url_for(HERE), 303)


@blueprint.get("/events/<slug>/work/<int:work_id>/file.pdf")
@allowed_for(*DESK)
def file(slug: str, work_id: int) -> Response:
    """Give the file to whoever asked for it, as long as they may have what stands in it."""
    session, me, event = db.session(), str(current_principal()), event_or_404(slug)
    work = find_file(session, event.id, work_id, by=me, at=clock.now())
    if work is None or not i_may(*ROLES[work.kind]):
        abort(404)
    name = f"{slug}-{work.kind}-{work.total}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = b"".join(read_pieces(session, work))
    return Response(content, mimetype="application/pdf", headers=headers)


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
