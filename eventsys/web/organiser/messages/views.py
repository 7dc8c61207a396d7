"""An event's messages: the list, previews, a trial to oneself, calls, and sending on hold."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.codes import normalise
from eventsys.core.db import db, transaction
from eventsys.core.hold import find_hold, hold_sending, release_sending
from eventsys.core.notice_kinds import OF_ACCOUNTS, OF_BROADCASTS, NoticeKind
from eventsys.core.text import Language
from eventsys.messages.channels.operations import mend_channel
from eventsys.messages.journal.operations import Trial, resend, send_trial, settle_call
from eventsys.messages.journal.queries import (
    count_calls,
    find_message,
    list_calls,
    list_messages,
)
from eventsys.messages.models import OutboxMessage
from eventsys.registration.overbooked.operations import settle as settle_overbooked
from eventsys.registration.overbooked.queries import (
    count_overbooked,
    find_call,
    list_overbooked,
)
from eventsys.registration.queries import get_registration
from eventsys.web.common.dates import say_moment
from eventsys.web.common.guards import allowed_for, current_account, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.notice_words import notice_name
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.messages.previews import preview_of
from eventsys.web.organiser.messages.wording import call_of, placeless_of, row_of
from eventsys.web.organiser.paging import ROWS_A_PAGE, number_in_address
from eventsys.web.organiser.roles import DESK, EDITORS

blueprint = Blueprint("messages", __name__)
HERE = "organiser.messages.index"
ABOUT_EVENTS = frozenset(NoticeKind) - OF_ACCOUNTS - OF_BROADCASTS
MESSAGE = "<int:message_id>"


@blueprint.get("/<slug>/messages")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """List an event's messages, the newest first, or those of one registration."""
    session, (view, event) = db.session(), both_or_404(slug)
    reference = normalise(request.args.get("q", ""))[:8]
    before = number_in_address("before")
    rows = list_messages(session, event, reference=reference, before=before, limit=ROWS_A_PAGE + 1)
    shown, language = rows[:ROWS_A_PAGE], current_language()
    hold = find_hold(session)
    return render_template(
        "organiser/messages/index.html",
        frame=frame_of(view, HERE),
        messages=[row_of(each, view.zone, language) for each in shown],
        reference=reference,
        calls=count_calls(session, event) + count_overbooked(session, event),
        held_since=say_moment(hold.held_at, view.zone, language) if hold else "",
        next=url_for(HERE, slug=slug, q=reference or None, before=shown[-1].id)
        if len(rows) > len(shown)
        else "",
        may_edit=i_may(*EDITORS),
    )


@blueprint.route("/<slug>/messages/preview", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def preview(slug: str) -> ResponseReturnValue:
    """Show what a message of a kind says in a language; send it to oneself."""
    view = view_or_404(slug)
    kind, language = asked_kind(), asked_language()
    if request.method == "POST":
        trial = Trial(kind=kind, language=language, recipient=current_account().email)
        base_url, at = current_app.config["BASE_URL"], clock.now()
        with transaction() as session:
            send_trial(session, event_or_404(slug), trial, base_url, at=at)
        flash(_("It is on its way to %(email)s.", email=trial.recipient), "ok")
        return redirect(
            url_for("organiser.messages.preview", slug=slug, kind=kind, language=language)
        )
    return render_template(
        "organiser/messages/preview.html",
        frame=frame_of(view, HERE),
        preview=preview_of(kind, view, language),
        kind=kind,
        kinds=[(each.value, notice_name(each)) for each in NoticeKind if each in ABOUT_EVENTS],
        languages=list(Language),
    )


@blueprint.get("/<slug>/calls")
@allowed_for(*DESK)
def calls(slug: str) -> ResponseReturnValue:
    """List whom to call: those without a channel, or with one that does not work."""
    view, event = both_or_404(slug)
    return render_template(
        "organiser/messages/calls.html",
        frame=frame_of(view, HERE),
        calls=[call_of(each) for each in list_calls(db.session(), event)],
        overbooked=[placeless_of(each) for each in list_overbooked(db.session(), event)],
    )


@blueprint.post(f"/<slug>/messages/{MESSAGE}/resend")
@allowed_for(*DESK)
def send_again(slug: str, message_id: int) -> ResponseReturnValue:
    """Send one message again."""
    with transaction() as session:
        message = message_or_404(slug, message_id)
        base_url = current_app.config["BASE_URL"]
        is_sent = resend(session, message, base_url, at=clock.now(), by=current_principal())
    if is_sent:
        flash(_("The message is sent again."), "ok")
    else:
        flash(_("The message cannot be sent again now."), "error")
    return redirect(url_for(HERE, slug=slug))


@blueprint.post(f"/<slug>/calls/{MESSAGE}/settle")
@allowed_for(*DESK)
def settle(slug: str, message_id: int) -> ResponseReturnValue:
    """Take somebody who was called off the list."""
    with transaction() as session:
        message = message_or_404(slug, message_id)
        settle_call(session, message, at=clock.now(), by=current_principal())
    return redirect(url_for("organiser.messages.calls", slug=slug))


@blueprint.post("/<slug>/calls/places/<int:call_id>/settle")
@allowed_for(*DESK)
def settle_place(slug: str, call_id: int) -> ResponseReturnValue:
    """Take somebody who was called about a place too many off the list."""
    with transaction() as session:
        event = event_or_404(slug)
        call = find_call(session, event, call_id) or abort(404)
        settle_overbooked(session, event, call, at=clock.now(), by=current_principal())
    return redirect(url_for("organiser.messages.calls", slug=slug))


@blueprint.post(f"/<slug>/calls/{MESSAGE}/mend")
@allowed_for(*DESK)
def mend(slug: str, message_id: int) -> ResponseReturnValue:
    """Write again to an address or number that messages came back from."""
    with transaction() as session:
        message = message_or_404(slug, message_id)
        registration = get_registration(session, message.registration_id or 0)
        mend_channel(session, registration, at=clock.now(), by=current_principal())
    flash(_("From now on we write to them again."), "ok")
    return redirect(url_for("organiser.messages.calls", slug=slug))


@blueprint.post("/<slug>/messages/hold")
@allowed_for(*EDITORS)
def hold(slug: str) -> ResponseReturnValue:
    """Let no message leave, of this event or any other."""
    event_or_404(slug)
    with transaction() as session:
        hold_sending(session, at=clock.now(), by=current_principal())
    return redirect(url_for(HERE, slug=slug))


@blueprint.post("/<slug>/messages/release")
@allowed_for(*EDITORS)
def release(slug: str) -> ResponseReturnValue:
    """Let messages leave again."""
    event_or_404(slug)
    with transaction() as session:
        release_sending(session, at=clock.now(), by=current_principal())
    flash(_("Messages are being sent again."), "ok")
    return redirect(url_for(HERE, slug=slug))


def message_or_404(slug: str, message_id: int) -> OutboxMessage:
    """Give one of an event's messages, or answer that there is none."""
    return find_message(db.session(), event_or_404(slug), message_id) or abort(404)


def asked_kind() -> NoticeKind:
    """Read which kind of message is asked for; a confirmation for anything else."""
    asked = request.values.get("kind", "")
    return NoticeKind(asked) if asked in ABOUT_EVENTS else NoticeKind.REGISTERED


def asked_language() -> Language:
    """Read in which language; the page's own for anything else."""
    asked = request.values.get("language", "")
    return Language(asked) if asked in set(Language) else current_language()
