"""Tickets printed before anybody has them."""

from datetime import datetime

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language, read_count
from eventsys.documents.qr import ticket_address
from eventsys.documents.tickets import TicketFace, TicketSheet, print_tickets
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.queries import get_event
from eventsys.events.rules import Attends
from eventsys.registration.models import Registration
from eventsys.registration.preprinted.operations import preprint
from eventsys.registration.preprinted.queries import find_print_run, list_print_runs
from eventsys.registration.preprinted.requests import MOST_PRINTED, PrintRun
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket, list_held_tickets
from eventsys.web.common.dates import say_moment, say_when
from eventsys.web.common.forms import Form, LineField, problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.papers import pdf_answer, place_lines, ticket_labels, when_lines
from eventsys.web.common.words import _
from eventsys.web.organiser.desk.refusals import REFUSALS, words_of
from eventsys.web.organiser.desk.views import HERE, blueprint
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.roles import EDITORS, FRONT

RUN = "/<slug>/desk/printed/<int:registration_id>"
LINE_TO_WRITE_ON = "_" * 24


class PrintForm(Form):
    """How many tickets, for whom, for which date."""

    number = LineField(_l("How many tickets?"))
    category = SelectField(
        _l("Child or adult?"),
        choices=[(Category.CHILD.value, _l("Child")), (Category.ADULT.value, _l("Adult"))],
    )
    occasion = SelectField(_l("Which date?"), choices=[])

    def validate_number(self, field: LineField) -> None:
        """Ask for a number that one run may have."""
        number = read_count(field.text)
        if number is None or not 1 <= number <= MOST_PRINTED:
            raise ValidationError(_("Write a number from 1 to 200."))

    def fit(self, event: EventView, language: Language, at: datetime) -> None:
        """Offer the dates where one of them is chosen."""
        if event.attends is Attends.ALL:
            del self.occasion
            return
        self.occasion.choices = [
            (str(each.no), str(say_when(each.starts_at, each.ends_at, event.zone, language)))
            for each in event.occasions
            if each.ends_at > at
        ]

    def to_request(self) -> PrintRun:
        """Give the print run as the domain asks for one."""
        return PrintRun(
            number=read_count(self.number.text) or 0,
            category=Category(self.category.data),
            occasion_no=int(self.occasion.data) if "occasion" in self else None,
        )


@blueprint.route("/<slug>/desk/printed", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def printed(slug: str) -> ResponseReturnValue:
    """List the tickets printed beforehand, and print more."""
    view, at, language = view_or_404(slug), clock.now(), current_language()
    form = PrintForm()
    form.fit(view, language, at)
    if form.validate_on_submit() and issue(slug, form):
        return redirect(url_for("organiser.desk.printed", slug=slug), 303)
    page = render_template(
        "organiser/desk/printed.html",
        frame=frame_of(view, HERE),
        form=form,
        problems=problems_of(form),
        runs=[
            (run, say_moment(run.printed_at, view.zone, language))
            for run in list_print_runs(db.session(), event_or_404(slug))
        ],
    )
    return page, 422 if form.is_submitted() else 200


def issue(slug: str, form: PrintForm) -> bool:
    """Issue the tickets; False where the facts refuse it."""
    try:
        with transaction() as session:
            run = form.to_request()
            event = get_event(session, slug)
            preprint(session, event, run, at=clock.now(), by=current_principal())
    except REFUSALS as refusal:
        refuse(form.number, words_of(refusal))
        return False
    return True


@blueprint.get(f"{RUN}.pdf")
@allowed_for(*FRONT)
def sheet(slug: str, registration_id: int) -> ResponseReturnValue:
    """Give the tickets of a print run that are free, as a PDF."""
    event = event_or_404(slug)
    run = find_print_run(db.session(), event, registration_id) or abort(404)
    page = sheet_of(run, view_or_404(slug), current_language())
    if not page.tickets:
        abort(404)
    return pdf_answer(lambda: print_tickets(page), f"{slug}-{run.reference}")


def sheet_of(run: Registration, view: EventView, language: Language) -> TicketSheet:
    """Put the free tickets of a run onto a sheet, each with a line to write a name on."""
    held = list_held_tickets(db.session(), run)
    free = [each for each in held if each.status is ParticipantStatus.CONFIRMED]
    chosen = (each for each in view.occasions if each.id == run.occasion_id)
    occasion = next(chosen, view.next_occasion(run.created_at))
    return TicketSheet(
        title=view.title(language),
        sender=_("City of Copenhagen"),
        language=language.value,
        labels=ticket_labels(),
        made_at=run.created_at,
        tickets=[face_of(each, view, occasion, language) for each in free],
    )


def face_of(
    held: HeldTicket, view: EventView, occasion: OccasionView, language: Language
) -> TicketFace:
    """Put one free ticket into words."""
    number = _("Ticket no. %(number)s", number=held.position)
    return TicketFace(
        ordinal=number,
        name=LINE_TO_WRITE_ON,
        when=when_lines(occasion, view.zone, language),
        place=place_lines(occasion),
        short_code=held.codes.short_code,
        address=ticket_address(current_app.config["BASE_URL"], held.codes.code),
        picture=number,
    )
