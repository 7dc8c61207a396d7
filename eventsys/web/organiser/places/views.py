"""Places: listed, added, changed."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.occasions.operations import amend_place
from eventsys.places.errors import VenueExists
from eventsys.places.models import Venue
from eventsys.places.operations import add_venue
from eventsys.places.queries import (
    find_venue,
    hold_venue,
    list_districts,
    list_localities,
    list_venues,
)
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.meanwhile import (
    ChangedMeanwhile,
    check_unchanged,
    seal,
    show_both,
)
from eventsys.web.organiser.places.form import NOWHERE, PlaceForm, values_from
from eventsys.web.organiser.places.rows import rows_of
from eventsys.web.organiser.roles import EDITORS, READERS

blueprint = Blueprint("places", __name__)
blueprint.context_processor(describe_office("places"))
INDEX = "organiser.places.index"


@blueprint.get("/")
@allowed_for(*READERS)
def index() -> ResponseReturnValue:
    """List the places."""
    session = db.session()
    districts = {district.id: district.name for district in list_districts(session)}
    places = rows_of(list_venues(session), districts)
    may_edit = i_may(*EDITORS)
    return render_template("organiser/places/index.html", places=places, may_edit=may_edit)


@blueprint.route("/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new() -> ResponseReturnValue:
    """Add a place."""
    form = with_choices(PlaceForm())
    if form.validate_on_submit() and save(form, None):
        flash(_("The place is saved."), "ok")
        return redirect(url_for(INDEX))
    return page_of("organiser/places/new.html", form)


@blueprint.route("/<int:venue_id>/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(venue_id: int) -> ResponseReturnValue:
    """Change a place."""
    venue = find_venue(db.session(), venue_id) or abort(404)
    form = with_choices(PlaceForm(data=values_of(venue)))
    if not form.is_submitted():
        seal(form)
    try:
        if form.validate_on_submit() and save(form, venue_id):
            flash(_("Your changes are saved."), "ok")
            return redirect(url_for(INDEX))
    except ChangedMeanwhile as change:
        return show_both("organiser/places/edit.html", form, change.stored, with_choices)
    return page_of("organiser/places/edit.html", form)


def values_of(venue: Venue) -> dict[str, object]:
    """Write a place, with the slugs of where it is, into the form's fields."""
    session = db.session()
    districts = {each.id: each.slug for each in list_districts(session)}
    localities = {each.id: each.slug for each in list_localities(session)}
    locality = localities[venue.locality_id] if venue.locality_id else NOWHERE
    return values_from(venue, districts[venue.district_id], locality)


def with_choices(form: PlaceForm) -> PlaceForm:
    """Let the form choose among the districts and what is named within them."""
    session = db.session()
    form.district.choices = [(each.slug, each.name) for each in list_districts(session)]
    localities = [(each.slug, each.name) for each in list_localities(session)]
    form.locality.choices = [(NOWHERE, _("None of these")), *localities]
    return form


def save(form: PlaceForm, venue_id: int | None) -> bool:
    """Add or change a place; False where its name is taken in the district.

    Raise `ChangedMeanwhile` where somebody else has saved since the form was opened.
    """
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            district = next(d for d in list_districts(session) if d.slug == form.district.data)
            details = form.to_details(list_localities(session))
            if venue_id is not None:
                venue = hold_venue(session, venue_id)
                stored = PlaceForm(formdata=None, data=values_of(venue))
                check_unchanged(form, with_choices(stored))
                amend_place(session, venue, district, details, at=at, by=by)
            else:
                add_venue(session, district, details, at=at, by=by)
    except VenueExists:
        refuse(form.name, _("The district has another place of this name."))
        return False
    return True


def page_of(template: str, form: PlaceForm) -> ResponseReturnValue:
    """Show the form, with what is wrong in it."""
    problems = problems_of(form)
    return render_template(template, form=form, problems=problems), 422 if problems else 200
