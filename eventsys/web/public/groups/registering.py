"""Registering a group."""

from datetime import datetime
from http import HTTPStatus

from flask import Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.errors import DomainError
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.programme.rules import EventView
from eventsys.exchange.danish_csv import csv_lines
from eventsys.registration.errors import OccasionMissing, OutsideAgeRule, TooManyParticipants
from eventsys.registration.questions.errors import WrongAnswers
from eventsys.web.common.forms import refuse
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import registrations_per_address
from eventsys.web.common.words import _
from eventsys.web.public.asking import Asked, asked_by, places_tag
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.groups.asked import group_asked
from eventsys.web.public.groups.form import GroupForm
from eventsys.web.public.groups.list_words import column_name, columns_of, shown_row
from eventsys.web.public.programme import event_or_404
from eventsys.web.public.refusals import STATUSES, asked_anew, words_of
from eventsys.web.public.shortage import can_register, options_of, takes_to_waitlist
from eventsys.web.public.taking import answered, take
from eventsys.web.public.wording import age_words

GROUP = "/<language:lang>/events/<slug>/register/group"


@blueprint.route(GROUP, methods=["GET", "POST"])
@open_to_all
@registrations_per_address
def register_group(slug: str) -> ResponseReturnValue:
    """Ask who the group is and how many it is, show a list that it sends, and register it."""
    event, at = group_event_or_404(slug), clock.now()
    asked = asked_by(event, current_language(), at)
    form = GroupForm(f"group {slug}")
    form.fit(asked, group_asked(event, asked))
    if not form.is_submitted():
        return ask(event, form, asked, at)
    if form.take_list_in():
        return show(event, form, asked, at, 422 if form.people.form.sheet.errors else 200)
    is_valid = form.validate()
    if not form.check_numbers() or not is_valid:
        return show(event, form, asked, at, 400 if form.is_too_old else 422)
    try:
        request = form.to_request(current_language())
        token = take(slug, request, form.idempotency_key, at=at)
    except DomainError as refusal:
        return show(event, form, asked, at, lay_on(form, refusal))
    masked = 1 if form.is_masked else None
    return redirect(url_for("public.registration", token=token, masked=masked), 303)


@blueprint.get(f"{GROUP}/template.csv")
@open_to_all
def group_template(slug: str) -> Response:
    """Give an empty list with the headings that are read."""
    event, language = group_event_or_404(slug), current_language()
    wanted = group_asked(event, asked_by(event, language, clock.now())).wanted
    lines = csv_lines([column_name(each) for each in columns_of(wanted)], [])
    headers = {"Content-Disposition": 'attachment; filename="names.csv"'}
    return Response(b"".join(lines), mimetype="text/csv", headers=headers)


def group_event_or_404(slug: str) -> EventView:
    """Find an event that takes groups."""
    event = event_or_404(slug)
    return event if event.groups.takes_groups else abort(404)


def lay_on(form: GroupForm, refusal: DomainError) -> int:
    """Lay a refusal on the field it is about, and tell the answer's status."""
    first = form.participants
    match refusal:
        case TooManyParticipants():
            refuse(first, form.asked.most_words)
        case OutsideAgeRule():
            whom = age_words(refusal.rule)
            refuse(first, _("The event is for: %(whom)s.", whom=whom))
        case OccasionMissing():
            refuse(form.occasion, _("Choose a date."))
        case WrongAnswers():
            form.answers.form.lay(refusal.wrong)
            refuse(first, asked_anew())
        case _:
            form.shortage = refusal if isinstance(refusal, NotEnoughPlaces) else None
            refuse(first, words_of(refusal))
    return STATUSES.get(type(refusal), HTTPStatus.CONFLICT)


def ask(event: EventView, form: GroupForm, asked: Asked, at: datetime) -> ResponseReturnValue:
    """Show the empty form; where registering is no use, say why instead."""
    if can_register(event, at):
        return show(event, form, asked, at, 200)
    page = page_of(event, current_language(), at)
    return render_template("public/_closed.html", event=page)


def show(
    event: EventView, form: GroupForm, asked: Asked, at: datetime, status: int
) -> ResponseReturnValue:
    """Show the form with what was typed, the list as it was read, and what is wrong."""
    wanted = form.asked.wanted
    page = render_template(
        "public/register_group.html",
        event=page_of(event, current_language(), at),
        form=form,
        asked=asked,
        group=form.asked,
        columns=[(column_name(each), "") for each in columns_of(wanted)],
        rows=[shown_row(row, wanted) for row in form.rows()],
        template_url=url_for("public.group_template", slug=event.slug),
        right=len(form.right_rows()),
        places=places_tag(event),
        has_dependents=form.answers.form.has_dependents,
        problems=form.problems(),
        options=options_of(form.shortage, event),
        waits=takes_to_waitlist(event, at),
    )
    return answered(page, status)
