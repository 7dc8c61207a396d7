"""What people need at an event, whose pictures may not be shown, and whose are to be taken away."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.registration.consents.operations import find_withdrawal, note_removal
from eventsys.registration.consents.queries import (
    count_to_be_shown,
    list_not_to_be_shown,
    list_withdrawals,
)
from eventsys.registration.needs.queries import list_needs
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.care.rows import (
    languages_of,
    need_line,
    totals_of,
    withdrawal_line,
)
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of
from eventsys.web.organiser.roles import EDITORS

blueprint = Blueprint("care", __name__)
NEEDS, PICTURES = "organiser.care.needs", "organiser.care.pictures"


@blueprint.get("/<slug>/needs")
@allowed_for(*EDITORS)
def needs(slug: str) -> ResponseReturnValue:
    """List who needs what, with the totals of each kind and language."""
    (view, event), language = both_or_404(slug), current_language()
    rows = list_needs(db.session(), event, at=clock.now())
    return render_template(
        "organiser/care/needs.html",
        frame=frame_of(view, NEEDS),
        needs=[need_line(row, language) for row in rows],
        totals=totals_of(rows, view.care.needs),
        languages=languages_of(rows, language),
    )


@blueprint.get("/<slug>/pictures")
@allowed_for(*EDITORS)
def pictures(slug: str) -> ResponseReturnValue:
    """List whose pictures may not be shown, and whose are to be taken away."""
    (view, event), language = both_or_404(slug), current_language()
    session = db.session()
    withdrawals = list_withdrawals(session, event)
    codes = list_not_to_be_shown(session, event) if view.care.photos else []
    return render_template(
        "organiser/care/pictures.html",
        frame=frame_of(view, PICTURES),
        codes=[grouped(code) for code in codes],
        may_be_shown=count_to_be_shown(session, event),
        withdrawals=[withdrawal_line(row, view.zone, language) for row in withdrawals],
    )


@blueprint.post("/<slug>/pictures/<int:consent_id>/removed")
@allowed_for(*EDITORS)
def removed(slug: str, consent_id: int) -> ResponseReturnValue:
    """Note that a child's pictures were taken away."""
    event_id = event_or_404(slug).id
    with transaction() as session:
        consent = find_withdrawal(session, event_id, consent_id)
        if consent is None:
            abort(404)
        note_removal(session, consent, at=clock.now(), by=current_principal())
    flash(_("It is noted that the pictures are taken away."), "ok")
    return redirect(url_for(PICTURES, slug=slug))
