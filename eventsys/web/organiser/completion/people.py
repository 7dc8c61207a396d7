"""One person of a course: why they completed it or not, and their certificate."""

from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.certificates.errors import NotCompleted
from eventsys.attendance.certificates.operations import (
    issue as give,
    reissue as give_anew,
    revoke as take_back,
)
from eventsys.attendance.certificates.queries import find_certificate_of, list_printed
from eventsys.attendance.marks.sheets import SheetParticipant
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.documents.certificates import print_certificates
from eventsys.events.queries import get_event
from eventsys.web.common.certificate_papers import single_certificate
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _
from eventsys.web.organiser.completion.form import RevocationForm
from eventsys.web.organiser.completion.found import PERSON, Found, find
from eventsys.web.organiser.completion.given import earlier_of, given_of
from eventsys.web.organiser.completion.rows import dates_of, row_of
from eventsys.web.organiser.completion.views import HERE, blueprint
from eventsys.web.organiser.frame import frame_of, i_may
from eventsys.web.organiser.roles import DESK, EDITORS

PAGE = f"/<slug>/completion/people/{PERSON}"


@blueprint.get(PAGE)
@allowed_for(*DESK)
def person(slug: str, participant_id: int) -> ResponseReturnValue:
    """Show how somebody attended each date, and their certificate."""
    return show(find(slug, at=clock.now()), participant_id, RevocationForm())


@blueprint.post(f"{PAGE}/issue")
@allowed_for(*EDITORS)
def issue(slug: str, participant_id: int) -> ResponseReturnValue:
    """Give somebody a certificate."""
    person_or_404(find(slug, at=clock.now()), participant_id)
    try:
        with transaction() as session:
            event, at, by = get_event(session, slug), clock.now(), current_principal()
            give(session, event, participant_id, at=at, by=by)
    except NotCompleted:
        flash(_("By the attendance of now, the course is not completed."), "error")
    else:
        flash(_("The certificate is issued."), "ok")
    return redirect(page_of(slug, participant_id))


@blueprint.post(f"{PAGE}/revoke")
@allowed_for(*EDITORS)
def revoke(slug: str, participant_id: int) -> ResponseReturnValue:
    """Take somebody's certificate back, or put a newer one in its place."""
    found, form = find(slug, at=clock.now()), RevocationForm()
    if not form.validate_on_submit():
        return show(found, participant_id, form), 422
    try:
        done = change(slug, participant_id, form.reason.text, is_anew="anew" in request.form)
    except NotCompleted:
        flash(_("By the attendance of now, the course is not completed."), "error")
    else:
        flash(done, "ok")
    return redirect(page_of(slug, participant_id))


def change(slug: str, participant_id: int, reason: str, *, is_anew: bool) -> str:
    """Take a certificate back, with a newer one in its place where it `is_anew`; say what came."""
    with transaction() as session:
        person_or_404(find(slug, at=clock.now()), participant_id)
        certificate = find_certificate_of(session, participant_id)
        if certificate is None:
            return _("There is no certificate to take back.")
        at, by = clock.now(), current_principal()
        if is_anew:
            give_anew(session, certificate, reason, at=at, by=by)
            return _("A new certificate is issued.")
        take_back(session, certificate, reason, at=at, by=by)
        return _("The certificate is taken back.")


@blueprint.get(f"{PAGE}/certificate.pdf")
@allowed_for(*DESK)
def paper(slug: str, participant_id: int) -> ResponseReturnValue:
    """Give somebody's certificate as a PDF."""
    found = find(slug, at=clock.now())
    printed = list_printed(db.session(), found.event, of=[participant_id]) or abort(404)
    batch = single_certificate(printed[0], found.view.zone)
    return pdf_answer(partial(print_certificates, batch), f"{slug}-{participant_id}")


def person_or_404(found: Found, participant_id: int) -> SheetParticipant:
    """Give somebody who takes part in a course."""
    people = (each for each in found.course.participants if each.id == participant_id)
    return next(people, None) or abort(404)


def page_of(slug: str, participant_id: int) -> str:
    """Give the address of somebody's page."""
    return url_for("organiser.completion.person", slug=slug, participant_id=participant_id)


def show(found: Found, participant_id: int, form: RevocationForm) -> str:
    """Show somebody's page, with the form as it was typed."""
    person, language = person_or_404(found, participant_id), current_language()
    row = row_of(person, found, language)
    return render_template(
        "organiser/completion/person.html",
        frame=frame_of(found.view, HERE),
        person=row,
        dates=dates_of(person, found, language),
        is_completed=participant_id in found.course.completed(),
        certificate=given_of(found.certificates.get(participant_id), found, language),
        earlier=earlier_of(participant_id, found, language),
        form=form,
        problems=problems_of(form),
        may_edit=i_may(*EDITORS),
    )
