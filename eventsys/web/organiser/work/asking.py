"""Asking for papers of many: they are made while one does something else."""

from collections.abc import Sequence
from uuid import uuid4

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.errors import DomainError
from eventsys.events.queries import get_event
from eventsys.exchange.work.errors import NothingToDo, TooMuchWork, WorkUnfinished
from eventsys.exchange.work.operations import WorkRequest, ask
from eventsys.exchange.work.rules import WorkKind
from eventsys.people.rules import RoleName
from eventsys.web.common.guards import current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.roles import DESK, FRONT

HERE = "organiser.work.index"
LONGEST_KEY = 64
ROLES: dict[WorkKind, tuple[RoleName, ...]] = {
    WorkKind.TICKETS: FRONT,
    WorkKind.BADGES: FRONT,
    WorkKind.CERTIFICATES: DESK,
}
"""Who may ask for what, and take it home."""


def take_on(slug: str, kind: WorkKind, subjects: Sequence[int]) -> ResponseReturnValue:
    """Have papers made for people of an event, and lead to where they will be found."""
    wanted = WorkRequest(
        kind=kind,
        language=current_language(),
        subjects=subjects,
        key=request.form.get("key", "")[:LONGEST_KEY] or str(uuid4()),
    )
    try:
        with transaction() as session:
            ask(session, get_event(session, slug), wanted, at=clock.now(), by=current_principal())
    except (NothingToDo, TooMuchWork, WorkUnfinished) as refusal:
        flash(reason_of(refusal), "error")
    else:
        flash(_("The file is being made. You find it here, and may do something else."), "ok")
    return redirect(url_for(HERE), 303)


def reason_of(refusal: DomainError) -> str:
    """Say why papers are not made."""
    match refusal:
        case TooMuchWork(most=most):
            return _("At most %(most)s papers go into one file: choose fewer people.", most=most)
        case WorkUnfinished(most=most):
            return _("%(most)s of your files are not finished: wait, or stop one.", most=most)
        case _:
            return _("There is nobody to print for.")
