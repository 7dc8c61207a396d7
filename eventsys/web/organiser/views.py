"""The back office's first page, and all that stands below it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import local_day
from eventsys.events.office.queries import Finding, find_events, read_lines
from eventsys.events.office.rules import OfficeFilter, Shelf
from eventsys.events.rules import EventStatus
from eventsys.exchange.webhooks.queries import count_dead
from eventsys.places.queries import list_districts
from eventsys.registration.questions.wordings.counting import count_work
from eventsys.web.common.guards import allowed_for, current_account, current_principal, my_reach
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser import (
    accounts,
    actors,
    broadcasts,
    casework,
    completion,
    desk,
    events,
    keeping,
    pictures,
    rehearsal,
    starting,
    waves,
    webhooks,
)
from eventsys.web.organiser.approval import views as approval
from eventsys.web.organiser.attendance import views as attendance
from eventsys.web.organiser.audit import views as audit
from eventsys.web.organiser.behind import views as behind
from eventsys.web.organiser.care import views as care
from eventsys.web.organiser.cases import views as cases
from eventsys.web.organiser.casework.reminding import forgets_to_log
from eventsys.web.organiser.checkin import views as checkin
from eventsys.web.organiser.comparison import views as comparison
from eventsys.web.organiser.dashboards import views as dashboards
from eventsys.web.organiser.downloads import in_turns
from eventsys.web.organiser.draw import views as draw
from eventsys.web.organiser.earlier import views as earlier
from eventsys.web.organiser.events.filtering import form_of, read_filter, values_of
from eventsys.web.organiser.events.listing import row_of
from eventsys.web.organiser.exports import views as exports
from eventsys.web.organiser.forgetting import views as forgetting
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.groups import views as groups
from eventsys.web.organiser.imports import views as imports
from eventsys.web.organiser.lists import views as lists
from eventsys.web.organiser.messages import views as messages
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.people import views as people
from eventsys.web.organiser.places import views as places
from eventsys.web.organiser.questions import views as questions
from eventsys.web.organiser.records import views as records
from eventsys.web.organiser.registration import views as registration
from eventsys.web.organiser.report import files as papers, views as report
from eventsys.web.organiser.results import views as results
from eventsys.web.organiser.roles import CONNECTORS, DESK, EDITORS, OVERSEERS, READERS
from eventsys.web.organiser.series import views as series
from eventsys.web.organiser.surveys import views as surveys
from eventsys.web.organiser.system import views as system
from eventsys.web.organiser.tabs import Tab
from eventsys.web.organiser.team import views as team
from eventsys.web.organiser.texts import views as texts
from eventsys.web.organiser.texts.rows import summary_of
from eventsys.web.organiser.waitlist import views as waitlist
from eventsys.web.organiser.work import views as work
from eventsys.web.organiser.workplaces import views as workplaces
from eventsys.web.organiser.yearly import views as yearly
from eventsys.web.organiser.years import views as years

blueprint = Blueprint("organiser", __name__)
HERE = "organiser.index"
blueprint.context_processor(describe_office("events"))
in_turns(blueprint)
for part in (
    events,
    pictures,
    registration,
    people,
    groups,
    approval,
    draw,
    waitlist,
    questions,
    care,
    workplaces,
    messages,
    broadcasts,
    checkin,
    attendance,
    lists,
    completion,
    cases,
    desk,
    rehearsal,
    team,
    series,
    forgetting,
):
    blueprint.register_blueprint(part.blueprint, url_prefix="/events")
blueprint.register_blueprint(waves.blueprint, url_prefix="/events")
blueprint.register_blueprint(texts.blueprint)
blueprint.register_blueprint(places.blueprint, url_prefix="/places")
blueprint.register_blueprint(actors.blueprint, url_prefix="/actors")
blueprint.register_blueprint(records.blueprint, url_prefix="/casework")
blueprint.register_blueprint(casework.blueprint, url_prefix="/casework")
blueprint.register_blueprint(accounts.blueprint, url_prefix="/accounts")
blueprint.register_blueprint(webhooks.blueprint, url_prefix="/webhooks")
blueprint.register_blueprint(starting.blueprint)
blueprint.register_blueprint(keeping.blueprint)
blueprint.register_blueprint(imports.blueprint)
blueprint.register_blueprint(earlier.blueprint, url_prefix="/earlier")
blueprint.register_blueprint(audit.blueprint)
blueprint.register_blueprint(system.blueprint)
blueprint.register_blueprint(results.blueprint)
blueprint.register_blueprint(dashboards.blueprint)
blueprint.register_blueprint(report.blueprint)
blueprint.register_blueprint(yearly.blueprint)
blueprint.register_blueprint(papers.blueprint)
blueprint.register_blueprint(years.blueprint)
blueprint.register_blueprint(behind.blueprint)
blueprint.register_blueprint(work.blueprint)
blueprint.register_blueprint(exports.blueprint)
blueprint.register_blueprint(comparison.blueprint)
blueprint.register_blueprint(surveys.blueprint, url_prefix="/surveys")


@blueprint.get("/")
@allowed_for(*READERS)
def index() -> ResponseReturnValue:
    """List the events, narrowed down to what is asked for."""
    at, session, account = clock.now(), db.session(), current_account()
    me, reach = str(current_principal()), my_reach(*READERS)
    asked = read_filter(request.args, me=me, within=reach.event_ids)
    districts = {each.slug: each.name for each in list_districts(session)}
    found = find_events(session, asked, at=at)
    page = page_of(found.rows, **values_of(asked))
    lines = read_lines(session, found, page.rows)
    return render_template(
        "organiser/index.html",
        pages=tabs_of(asked),
        form=form_of(asked, districts),
        events=[row_of(event, current_language(), at) for event in lines],
        number=len(found.rows),
        views=keeping.view_links(asked),
        query=keeping.query_of(asked),
        everywhere=address_of(replace(asked, shelf=Shelf.ALL)),
        page=page,
        may_edit=i_may(*EDITORS),
        may_print=i_may(*DESK),
        may_oversee=i_may(*OVERSEERS),
        guide=[] if asked.is_narrow or has_published(found) else starting.guide_steps(),
        work=summary_of(count_work(session, at)) if i_may(*EDITORS) else "",
        forgets_to_log=i_may(*EDITORS)
        and not asked.is_narrow
        and forgets_to_log(session, local_day(at)),
        dead_receivers=0 if asked.is_narrow else count_dead_receivers(at),
        lacks_recovery_codes=account.tf_primary_method and not account.mf_recovery_codes,
    )


def count_dead_receivers(at: datetime) -> int:
    """Count the programs that take no news; whoever searches for something is not told."""
    return count_dead(db.session(), at=at) if i_may(*CONNECTORS) else 0


def has_published(found: Finding) -> bool:
    """Tell whether one of the events that were found is published: nobody needs the guide then."""
    return any(row.status is EventStatus.PUBLISHED for row in found.rows)


def tabs_of(asked: OfficeFilter) -> list[Tab]:
    """List the ways to the shelves; what else is asked for stays."""
    names = {
        Shelf.COMING: _("To come"),
        Shelf.PAST: _("Over"),
        Shelf.ARCHIVE: _("Archive"),
        Shelf.ALL: _("All"),
    }
    return [
        Tab(
            text=names[shelf],
            url=address_of(replace(asked, shelf=shelf)),
            current=shelf is asked.shelf,
        )
        for shelf in Shelf
    ]


def address_of(asked: OfficeFilter) -> str:
    """Lead to the list as it is asked for."""
    values: dict[str, Any] = {**values_of(asked)}
    return url_for(HERE, **values)
