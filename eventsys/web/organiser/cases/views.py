"""The conflict centre of an event: what does not go together, and deciding about it."""

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.checkin.cases.errors import CaseChanged, CaseGone
from eventsys.checkin.cases.operations import decide as decide_about
from eventsys.checkin.cases.queries import list_cases, name_phones, name_tickets
from eventsys.checkin.cases.rules import Standing
from eventsys.checkin.cases.values import CaseKind
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event
from eventsys.people.queries import name_principals
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.cases.form import CaseForm
from eventsys.web.organiser.cases.rows import Surroundings, options_of, row_of
from eventsys.web.organiser.cases.words import kind_words
from eventsys.web.organiser.frame import both_or_404, frame_of, i_may
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import DESK, EDITORS, FRONT, GATEKEEPERS
from eventsys.web.organiser.tabs import Tab

blueprint = Blueprint("cases", __name__)
HERE = "organiser.cases.index"


@blueprint.get("/<slug>/cases")
@allowed_for(*GATEKEEPERS)
def index(slug: str) -> ResponseReturnValue:
    """List the cases of an event, those that wait first."""
    return show(slug, None, "")


@blueprint.post("/<slug>/cases/<kind>/<key>")
@allowed_for(*EDITORS)
def decide(slug: str, kind: str, key: str) -> ResponseReturnValue:
    """Decide about a case; what does not go is said on the page, with all that was typed."""
    (view, event), at = both_or_404(slug), clock.now()
    found = [each for each in list_cases(db.session(), event, at=at) if each.case.key == key]
    standing = next((each for each in found if each.case.kind == kind), None)
    if standing is None:
        return gone(slug)
    around = surroundings(view, event, [standing])
    form = CaseForm().about(standing.case, 0, options_of(standing.case, around))
    if not form.validate_on_submit():
        return show(slug, form, f"{kind}/{key}"), 422
    try:
        with transaction() as session:
            request_made = form.to_request(standing.case)
            event = get_event(session, slug)
            decide_about(session, event, request_made, at=at, by=current_principal())
    except CaseGone:
        return gone(slug)
    except CaseChanged:
        form.seen.data = standing.case.seen
        flash(_("More of this has come in. Look at it and decide again."), "error")
        return show(slug, form, f"{kind}/{key}"), 409
    flash(_("It is decided."), "ok")
    return redirect(url_for(HERE, slug=slug, only=asked_kind(), page=request.args.get("page")))


def gone(slug: str) -> ResponseReturnValue:
    """Say that the facts make no such case any more."""
    flash(_("There is nothing to decide here any more: look at how it stands now."), "error")
    return redirect(url_for(HERE, slug=slug))


def show(slug: str, sent: CaseForm | None, about: str) -> str:
    """Show the page; `sent` is the form of the case that it is `about`, as it was typed."""
    (view, event), at = both_or_404(slug), clock.now()
    standings, kind = list_cases(db.session(), event, at=at), asked_kind()
    chosen = [each for each in standings if kind is None or each.case.kind is kind]
    page = page_of(sorted(chosen, key=lambda each: not each.is_open), HERE, slug=slug, only=kind)
    around = surroundings(view, event, page.rows)
    rows = [
        row_of(standing, number, around, form_of(standing, sent, about))
        for number, standing in enumerate(page.rows, start=1)
    ]
    return render_template(
        "organiser/cases/index.html",
        frame=frame_of(view, HERE),
        kinds=kinds_of(slug, standings, kind),
        waiting=[row for row in rows if row.is_open],
        decided=[row for row in rows if not row.is_open],
        page=page,
        place=place(),
        problems=problems_of(sent) if sent else [],
        typed_in=about,
        may_name=i_may(*DESK),
        may_open=i_may(*FRONT),
    )


def form_of(standing: Standing, sent: CaseForm | None, about: str) -> CaseForm | None:
    """Give the form of a case to whoever may decide: as it was typed, or an empty one."""
    if sent is not None and about == f"{standing.case.kind}/{standing.case.key}":
        return sent
    if not i_may(*EDITORS):
        return None
    return CaseForm(formdata=None, data={"seen": standing.case.seen})


def surroundings(view: EventView, event: Event, standings: Sequence[Standing]) -> Surroundings:
    """Read what cases are put into words with."""
    session = db.session()
    tickets = {each.case.ticket_id for each in standings if each.case.ticket_id}
    doers = {each.decided.by for each in standings if each.decided}
    return Surroundings(
        event=view,
        language=current_language(),
        phones=name_phones(session, event),
        tickets=name_tickets(session, tickets),
        doers=name_principals(session, doers),
    )


def kinds_of(slug: str, standings: Sequence[Standing], current: CaseKind | None) -> list[Tab]:
    """List the ways to the cases of each kind there is, with how many of them wait."""
    waiting = Counter(each.case.kind for each in standings if each.is_open)
    kinds = {each.case.kind for each in standings}
    whole = Tab(
        text=f"{_('All')} ({waiting.total()})",
        url=url_for(HERE, slug=slug),
        current=current is None,
    )
    return [
        whole,
        *(
            Tab(
                text=f"{words} ({waiting[kind]})",
                url=url_for(HERE, slug=slug, only=kind),
                current=kind is current,
            )
            for kind, words in kind_words().items()
            if kind in kinds
        ),
    ]


def place() -> dict[str, str]:
    """Give what of the address leads back to the same part of the list."""
    return {name: request.args[name] for name in ("only", "page") if name in request.args}


def asked_kind() -> CaseKind | None:
    """Read from the address of which kind cases are wanted; None for all."""
    asked = request.args.get("only")
    return next((each for each in CaseKind if each == asked), None)
