"""What is done to a task by one button: grown, logged twice, withdrawn, taken up again."""

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.casework.tasks import operations
from eventsys.casework.tasks.errors import AlreadyConverted
from eventsys.casework.tasks.queries import find_task
from eventsys.core import clock
from eventsys.core.db import Session, transaction
from eventsys.core.text import read_count
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.casework.views import ONE, SHOW, blueprint, task_or_404, today_here
from eventsys.web.organiser.casework.words import REFUSALS, refusal_words
from eventsys.web.organiser.roles import EDITORS


@blueprint.post(f"{ONE}/convert")
@allowed_for(*EDITORS)
def convert(task_id: int) -> ResponseReturnValue:
    """Let advice grow into a requisition, and go on to that; pressed twice, to the same one."""

    def grow(session: Session) -> int:
        task, at = task_or_404(session, task_id), clock.now()
        accepted_on, by = today_here(), current_principal()
        return operations.convert_task(session, task, accepted_on, at=at, by=by).id

    return done(task_id, grow, _("It is a requisition now, and counts as that alone."))


@blueprint.post(f"{ONE}/duplicate")
@allowed_for(*EDITORS)
def duplicate(task_id: int) -> ResponseReturnValue:
    """Say that a task is the same as another one."""

    def mark(session: Session) -> int:
        original_id = read_count(request.form.get("original", "")) or 0
        task, original = task_or_404(session, task_id), find_task(session, original_id)
        if original is None:
            abort(400)
        at, by = clock.now(), current_principal()
        operations.mark_duplicate(session, task, original, at=at, by=by)
        return original.id

    return done(task_id, mark, _("The two count once. This is the one that counts."))


@blueprint.post(f"{ONE}/cancel")
@allowed_for(*EDITORS)
def cancel(task_id: int) -> ResponseReturnValue:
    """Withdraw a task."""

    def withdraw(session: Session) -> int:
        task = task_or_404(session, task_id)
        operations.cancel_task(session, task, at=clock.now(), by=current_principal())
        return task_id

    return done(task_id, withdraw, _("The task is withdrawn. It is not counted."))


@blueprint.post(f"{ONE}/restore")
@allowed_for(*EDITORS)
def restore(task_id: int) -> ResponseReturnValue:
    """Take a task up again."""

    def take_up(session: Session) -> int:
        task = task_or_404(session, task_id)
        operations.restore_task(session, task, at=clock.now(), by=current_principal())
        return task_id

    return done(task_id, take_up, _("The task is counted again."))


def done(task_id: int, deed: Callable[[Session], int], words: str) -> ResponseReturnValue:
    """Do something to a task and show the one that it leads to, or why it was not done."""
    try:
        with transaction() as session:
            shown = deed(session)
        flash(words, "ok")
    except AlreadyConverted as known:
        shown = known.task_id
        flash(refusal_words(known), "warn")
    except REFUSALS as refusal:
        shown = task_id
        flash(refusal_words(refusal), "error")
    return redirect(url_for(SHOW, task_id=shown), 303)
