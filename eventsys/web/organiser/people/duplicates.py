"""Registrations that may be one: looking at both, and bringing them together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from eventsys.attendance.people.queries import list_people
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.programme.rules import EventView
from eventsys.registration.merging.errors import MergeRefused, Obstacle
from eventsys.registration.merging.operations import merge as bring_together
from eventsys.registration.merging.queries import list_suspicions
from eventsys.registration.merging.rules import Likeness, Suspicion, same_name
from eventsys.registration.queries import find_registration_in
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import frame_of, view_or_404
from eventsys.web.organiser.people.blueprint import LIST, blueprint
from eventsys.web.organiser.people.plans import is_id
from eventsys.web.organiser.registration.rows import PersonRow, row_of
from eventsys.web.organiser.roles import FRONT

MOST_SHOWN = 50
PAGE = "organiser.people.duplicates"
Parties = Mapping[int, Sequence[PersonRow]]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two registrations that may be one, with their people, and why."""

    first: Sequence[PersonRow]
    second: Sequence[PersonRow]
    because: str


@blueprint.get("/<slug>/people/duplicates")
@allowed_for(*FRONT)
def duplicates(slug: str) -> ResponseReturnValue:
    """List the registrations that look like one; nothing is ever done by itself."""
    view = view_or_404(slug)
    found = list_suspicions(db.session(), view.id)
    shown = found[:MOST_SHOWN]
    parties = parties_of(view, {number for each in shown for number in (each.first, each.second)})
    return render_template(
        "organiser/people/duplicates.html",
        frame=frame_of(view, LIST),
        pairs=[pair_of(each, parties) for each in shown],
        has_more=len(found) > len(shown),
    )


def parties_of(view: EventView, ids: set[int]) -> Parties:
    """Give those who have not left of some registrations."""
    people = list_people(db.session(), view.id, PeopleFilter(registration_ids=sorted(ids)))
    parties: defaultdict[int, list[PersonRow]] = defaultdict(list)
    for each in people:
        row = row_of(each, view, current_language())
        if row.is_in:
            parties[each.registration_id].append(row)
    return parties


def pair_of(suspicion: Suspicion, parties: Parties) -> Pair:
    """Put two registrations beside each other."""
    words = likeness_words()
    return Pair(
        first=parties[suspicion.first],
        second=parties[suspicion.second],
        because=", ".join(words[each] for each in suspicion.because),
    )


def likeness_words() -> dict[Likeness, str]:
    """Name what two registrations have in common."""
    return {
        Likeness.EMAIL: _("same e-mail"),
        Likeness.PHONE: _("same phone"),
        Likeness.CONTACT: _("same contact name"),
        Likeness.PERSON: _("same person"),
    }


@blueprint.route("/<slug>/people/merge", methods=["GET", "POST"])
@allowed_for(*FRONT)
def merge(slug: str) -> ResponseReturnValue:
    """Show two registrations side by side, and make them one."""
    view = view_or_404(slug)
    args = request.form if request.method == "POST" else request.args
    kept, other = id_in(args, "kept"), id_in(args, "other")
    if request.method == "POST":
        store(view, kept, other, args)
        return redirect(url_for(PAGE, slug=slug), 303)
    parties = parties_of(view, {kept, other})
    if kept == other or not {kept, other} <= parties.keys():
        abort(404)
    return render_template(
        "organiser/people/merge.html",
        frame=frame_of(view, LIST),
        kept=parties[kept],
        other=parties[other],
        twice=[each.id for each in parties[other] if is_among(each, parties[kept])],
    )


def id_in(args: MultiDict[str, str], name: str) -> int:
    """Read the id of a registration; 0 for anything else."""
    text = args.get(name, "")
    return int(text) if is_id(text) else 0


def is_among(person: PersonRow, people: Sequence[PersonRow]) -> bool:
    """Tell whether somebody is most likely one of some people."""
    return any(
        each.category == person.category and same_name(each.name, person.name) for each in people
    )


def store(view: EventView, kept: int, other: int, args: MultiDict[str, str]) -> None:
    """Make two registrations one, and say what came of it."""
    twice = {int(each) for each in args.getlist("twice") if is_id(each)}
    try:
        with transaction() as session:
            stays = find_registration_in(session, view.id, kept) or abort(404)
            goes = find_registration_in(session, view.id, other) or abort(404)
            bring_together(session, stays, goes, twice, at=clock.now(), by=current_principal())
    except MergeRefused as refusal:
        flash(obstacle_words()[refusal.obstacle], "error")
    else:
        flash(_("The two registrations are one now."), "ok")


def obstacle_words() -> dict[Obstacle, str]:
    """Say why two registrations cannot be one."""
    return {
        Obstacle.SAME: _("This is one and the same registration."),
        Obstacle.ELSEWHERE: _("The two registrations are for different dates."),
        Obstacle.EMPTY: _("Nobody is left in the registration that you want to keep."),
        Obstacle.WAITING: _(
            "Somebody who would go along has no place yet. Give them a place first."
        ),
    }
