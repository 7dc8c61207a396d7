"""Doing something with several people at once: first a page that says what happens to how many."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import uuid4

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.core.text import read_count
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends
from eventsys.registration.approval.errors import NothingToDecide
from eventsys.registration.waitlist.errors import NobodyWaits
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.desk.refusals import REFUSALS
from eventsys.web.organiser.frame import frame_of, i_may, view_or_404
from eventsys.web.organiser.people.act_words import (
    act_names,
    effect_of,
    question_of,
    reason_of,
)
from eventsys.web.organiser.people.acts import ACTS, Act, ActName, Doing
from eventsys.web.organiser.people.asked import Asked
from eventsys.web.organiser.people.blueprint import LIST, asked_questions, blueprint
from eventsys.web.organiser.people.pickers import Choice, dates, pickers_of
from eventsys.web.organiser.people.plans import Plan, make_plan, wanted_in
from eventsys.web.organiser.roles import FRONT

MOST_NAMED = 5
REFUSED = (*REFUSALS, NobodyWaits, NothingToDecide)


@blueprint.route("/<slug>/people/act", methods=["GET", "POST"])
@allowed_for(*FRONT)
def act(slug: str) -> ResponseReturnValue:
    """Say what would happen to how many people, and do it."""
    view, is_sent = view_or_404(slug), request.method == "POST"
    args = request.form if is_sent else request.args
    name = act_or_404(args.get("do", ""))
    asked = asked_in(args, view)
    if name is ActName.WRITE:
        chosen = {"scope": args.get("scope"), "id": args.getlist("id")} | asked.address
        return redirect(url_for("organiser.broadcasts.new", slug=slug, **chosen), 303)
    wanted = wanted_in(args, asked)
    plan = make_plan(db.session(), view.id, wanted, ACTS[name], is_confirmed=is_sent)
    lacks_date = is_sent and name is ActName.MOVE and date_in(args) == 0
    if is_sent and plan.people and not lacks_date:
        carry_out(view, name, plan, args)
        return redirect(url_for(LIST, slug=slug, **asked.address), 303)
    page = render_template(
        "organiser/people/act.html",
        frame=frame_of(view, LIST),
        name=name.value,
        question=question_of(name, len(plan.people)),
        effect=effect_of(name),
        button_name=act_names()[name],
        plan=plan,
        names=[(each.name or _("(no name)"), grouped(each.reference)) for each in plan.people],
        asked=asked,
        dates=[*dates(view, current_language())] if name is ActName.MOVE else [],
        lacks_date=lacks_date,
        key=str(uuid4()),
    )
    return page, 422 if is_sent else 200


def acts_for(event: EventView) -> list[Choice]:
    """List what somebody may do with several people of an event."""
    return [
        Choice(name, text)
        for name, text in act_names().items()
        if i_may(*ACTS[name].roles) and (name is not ActName.MOVE or event.attends is Attends.ONE)
    ]


def act_or_404(text: str) -> ActName:
    """Read what is to be done; refuse what somebody may not do."""
    if text not in {*ActName}:
        abort(404)
    if not i_may(*ACTS[ActName(text)].roles):
        abort(403)
    return ActName(text)


def asked_in(args: MultiDict[str, str], view: EventView) -> Asked:
    """Read what the list was narrowed down by."""
    return Asked.in_address(args, [*pickers_of(view, asked_questions(view), current_language())])


def date_in(args: MultiDict[str, str]) -> int:
    """Read the number of the other date; 0 for anything else."""
    return read_count(args.get("to", "")) or 0


def carry_out(view: EventView, name: ActName, plan: Plan, args: MultiDict[str, str]) -> None:
    """Do it, one after the other, each in a transaction of its own; say what came of it.

    A long one would keep everybody else from writing, and one refusal says nothing of the others.
    """
    chosen = ACTS[name]
    doing = Doing(at=clock.now(), by=current_principal(), key=args.get("key", ""), no=date_in(args))
    references = {chosen.subject_of(each): each.reference for each in plan.people}
    refused: defaultdict[str, list[str]] = defaultdict(list)
    for subject, reference in references.items():
        reason = attempt(chosen, view.id, subject, doing)
        if reason:
            refused[reason].append(grouped(reference))
    failed = {each for named in refused.values() for each in named}
    done = sum(1 for each in plan.people if grouped(each.reference) not in failed)
    tell(done, len(plan.people), refused)


def attempt(chosen: Act, event_id: int, subject: int, doing: Doing) -> str:
    """Do it to one of them; give the reason where it was refused."""
    try:
        with transaction() as session:
            chosen.do(session, event_id, subject, doing)
    except REFUSED as refusal:
        return reason_of(refusal)
    return ""


def tell(done: int, total: int, refused: dict[str, list[str]]) -> None:
    """Say for how many it is done, and why not for the others."""
    flash(
        _("Done for %(done)s of %(total)s people.", done=done, total=total),
        "ok" if done else "warn",
    )
    for reason, references in refused.items():
        flash(f"{reason} {named(references)}", "error")


def named(references: Sequence[str]) -> str:
    """Name the first registrations, and say where there are more."""
    more = "" if len(references) <= MOST_NAMED else " …"
    return ", ".join(references[:MOST_NAMED]) + more
