"""The back office's first page, and all that stands below it."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.events.programme.queries import list_all
from eventsys.web.common.guards import allowed_for, current_account
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser import actors, completion, desk, events, rehearsal, waves
from eventsys.web.organiser.approval import views as approval
from eventsys.web.organiser.attendance import views as attendance
from eventsys.web.organiser.care import views as care
from eventsys.web.organiser.cases import views as cases
from eventsys.web.organiser.checkin import views as checkin
from eventsys.web.organiser.comparison import views as comparison
from eventsys.web.organiser.draw import views as draw
from eventsys.web.organiser.events.listing import coming, past, planned, row_of
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.groups import views as groups
from eventsys.web.organiser.lists import views as lists
from eventsys.web.organiser.messages import views as messages
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.places import views as places
from eventsys.web.organiser.questions import views as questions
from eventsys.web.organiser.registration import views as registration
from eventsys.web.organiser.results import views as results
from eventsys.web.organiser.roles import EDITORS, READERS
from eventsys.web.organiser.surveys import views as surveys
from eventsys.web.organiser.tabs import Tab
from eventsys.web.organiser.texts import views as texts
from eventsys.web.organiser.texts.rows import summary_of
from eventsys.web.organiser.waitlist import views as waitlist
from eventsys.web.organiser.workplaces import views as workplaces

blueprint = Blueprint("organiser", __name__)
blueprint.context_processor(describe_office("events"))
for part in (
    *(events, registration, groups, approval, draw, waitlist, questions, care, workplaces),
    *(messages, checkin, attendance, lists, completion, cases, desk, rehearsal),
):
    blueprint.register_blueprint(part.blueprint, url_prefix="/events")
blueprint.register_blueprint(waves.blueprint, url_prefix="/events")
blueprint.register_blueprint(texts.blueprint)
blueprint.register_blueprint(places.blueprint, url_prefix="/places")
blueprint.register_blueprint(actors.blueprint, url_prefix="/actors")
blueprint.register_blueprint(results.blueprint)
blueprint.register_blueprint(comparison.blueprint)
blueprint.register_blueprint(surveys.blueprint, url_prefix="/surveys")


@blueprint.get("/")
@allowed_for(*READERS)
def index() -> ResponseReturnValue:
    """List the events, those to come or those that are over."""
    at = clock.now()
    shows_past = request.args.get("when") == "past"
    known = list_all(db.session())
    chosen = past(known, at) if shows_past else coming(known, at)
    page = page_of(chosen, when="past" if shows_past else None)
    account = current_account()
    return render_template(
        "organiser/index.html",
        pages=tabs_of(shows_past=shows_past),
        events=[row_of(event, current_language(), at) for event in page.rows],
        page=page,
        may_edit=i_may(*EDITORS),
        work=summary_of(texts.texts_of(planned(known, at))) if i_may(*EDITORS) else "",
        lacks_recovery_codes=account.tf_primary_method and not account.mf_recovery_codes,
    )


def tabs_of(*, shows_past: bool) -> list[Tab]:
    """List the ways to the events to come and to those that are over."""
    here = "organiser.index"
    return [
        Tab(text=_("To come"), url=url_for(here), current=not shows_past),
        Tab(text=_("Over"), url=url_for(here, when="past"), current=shows_past),
    ]
