"""The receivers of news: listed, registered, shown with their log, and changed."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.exchange.webhooks import operations
from eventsys.exchange.webhooks.errors import TooManyReceivers
from eventsys.exchange.webhooks.models import Receiver
from eventsys.exchange.webhooks.queries import (
    Standing,
    find_receiver,
    list_deliveries,
    list_kinds,
    list_receivers,
    read_standings,
)
from eventsys.exchange.webhooks.rules import MOST_RECEIVERS
from eventsys.web.common.certainty import certain
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.hold_words import held_words
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.roles import CONNECTORS
from eventsys.web.organiser.webhooks.form import ReceiverForm
from eventsys.web.organiser.webhooks.rows import ReceiverRow, delivery_rows, row_of

blueprint = Blueprint("webhooks", __name__)
blueprint.context_processor(describe_office("webhooks"))
INDEX, SHOW = "organiser.webhooks.index", "organiser.webhooks.show"
ONE = "/<int:receiver_id>"


@blueprint.get("/")
@allowed_for(*CONNECTORS)
def index() -> ResponseReturnValue:
    """List the receivers."""
    session = db.session()
    kinds, standings, language = list_kinds(session), read_standings(session), current_language()
    rows = [
        row_of(each, kinds.get(each.id, ()), standings.get(each.id, Standing()), language)
        for each in list_receivers(session)
    ]
    held = held_words(session)
    return render_template("organiser/webhooks/index.html", receivers=rows, held=held)


@blueprint.route("/new", methods=["GET", "POST"])
@allowed_for(*CONNECTORS)
@certain
def new() -> ResponseReturnValue:
    """Register a receiver; its secret is shown this once."""
    form, secret, url = ReceiverForm(), "", ""
    if form.validate_on_submit():
        made = add(form)
        if made is not None:
            receiver_id, secret = made
            url = url_for(SHOW, receiver_id=receiver_id)
    problems = problems_of(form)
    page = render_template(
        "organiser/webhooks/new.html", form=form, problems=problems, secret=secret, url=url
    )
    return page, 422 if problems else 200


def add(form: ReceiverForm) -> tuple[int, str] | None:
    """Register what was typed; None where there are too many."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            made = operations.add_receiver(session, form.to_request(), at=at, by=by)
            return made.receiver.id, made.secret
    except TooManyReceivers:
        words = _("There can be %(number)s receivers. Delete one first.", number=MOST_RECEIVERS)
        refuse(form.label, words)
        return None


@blueprint.get(ONE)
@allowed_for(*CONNECTORS)
@certain
def show(receiver_id: int) -> ResponseReturnValue:
    """Show a receiver, what was delivered to it, and what can be done about it."""
    session = db.session()
    receiver = receiver_or_404(session, receiver_id)
    deliveries = list_deliveries(session, receiver)
    return render_template(
        "organiser/webhooks/show.html",
        held=held_words(session),
        receiver_id=receiver_id,
        row=describe(session, receiver),
        deliveries=delivery_rows(deliveries, receiver, current_language()),
    )


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@allowed_for(*CONNECTORS)
@certain
def edit(receiver_id: int) -> ResponseReturnValue:
    """Change what a receiver is called, where it is and what it is told."""
    session = db.session()
    receiver = receiver_or_404(session, receiver_id)
    label, kinds = receiver.label, [each.value for each in list_kinds(session)[receiver_id]]
    form = ReceiverForm(data={"label": label, "url": receiver.url, "kinds": kinds})
    if form.validate_on_submit():
        with transaction() as writing:
            receiver = receiver_or_404(writing, receiver_id)
            request, at, by = form.to_request(), clock.now(), current_principal()
            operations.amend_receiver(writing, receiver, request, at=at, by=by)
        flash(_("The receiver is saved."), "ok")
        return redirect(url_for(SHOW, receiver_id=receiver_id), 303)
    problems = problems_of(form)
    page = render_template(
        "organiser/webhooks/edit.html",
        form=form,
        problems=problems,
        label=label,
        receiver_id=receiver_id,
    )
    return page, 422 if problems else 200


def describe(session: Session, receiver: Receiver) -> ReceiverRow:
    """Say how a receiver stands."""
    kinds = list_kinds(session).get(receiver.id, ())
    standing = read_standings(session).get(receiver.id, Standing())
    return row_of(receiver, kinds, standing, current_language())


def receiver_or_404(session: Session, receiver_id: int) -> Receiver:
    """Give a receiver, or answer that there is none."""
    return find_receiver(session, receiver_id) or abort(404)
