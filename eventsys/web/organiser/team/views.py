"""The team of an event: the assistants who are named for it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.assistants.errors import NotAnAssistant
from eventsys.events.assistants.operations import dismiss_assistant, name_assistant
from eventsys.events.assistants.queries import list_assistants, list_candidates
from eventsys.events.queries import get_event
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.roles import EDITORS
from eventsys.web.organiser.team.form import NamingForm

blueprint = Blueprint("team", __name__)
HERE = "organiser.team.index"


@blueprint.get("/<slug>/team")
@allowed_for(*EDITORS)
def index(slug: str) -> ResponseReturnValue:
    """Show who assists with an event, and who else could."""
    event, session = event_or_404(slug), db.session()
    candidates = list_candidates(session, event)
    return render_template(
        "organiser/team/index.html",
        frame=frame_of(view_or_404(slug), HERE),
        assistants=list_assistants(session, event),
        has_candidates=bool(candidates),
        form=NamingForm.among(candidates),
    )


@blueprint.post("/<slug>/team/name")
@allowed_for(*EDITORS)
def name(slug: str) -> ResponseReturnValue:
    """Let an event assistant work with the event, unless they lost the role in the meantime."""
    account_id, by = NamingForm().account_id, current_principal()
    try:
        with transaction() as session:
            name_assistant(session, get_event(session, slug), account_id, at=clock.now(), by=by)
    except NotAnAssistant:
        flash(_("Nobody was added: choose an event assistant from the list."), "error")
    else:
        flash(_("The event is theirs too from now on."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)


@blueprint.post("/<slug>/team/<int:account_id>/dismiss")
@allowed_for(*EDITORS)
def dismiss(slug: str, account_id: int) -> ResponseReturnValue:
    """Take the event from an assistant at once."""
    with transaction() as session:
        event, by = get_event(session, slug), current_principal()
        dismiss_assistant(session, event, account_id, at=clock.now(), by=by)
    flash(_("They cannot open the event any more."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)
