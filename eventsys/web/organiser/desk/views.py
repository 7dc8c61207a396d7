"""Registering fast on somebody's behalf: one family after the other, or a list on paper."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.core.errors import DomainError
from eventsys.events.queries import get_event
from eventsys.events.rules import Attends
from eventsys.registration.changes.operations import let_people_move
from eventsys.registration.changes.queries import find_registration_of, is_move_allowed
from eventsys.registration.errors import OutsideAgeRule
from eventsys.registration.models import Registration
from eventsys.registration.preprinted.errors import TicketNotFree
from eventsys.registration.preprinted.operations import register_on_paper
from eventsys.registration.queries import token_of
from eventsys.registration.requests import Attempt
from eventsys.web.common.actors import known_names
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.desk.asking import posed_at_desk
from eventsys.web.organiser.desk.form import EntryForm, PaperForm
from eventsys.web.organiser.desk.person_row import PersonRow
from eventsys.web.organiser.desk.refusals import REFUSALS, words_of
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.paging import number_in_address
from eventsys.web.organiser.roles import EDITORS, FRONT

blueprint = Blueprint("desk", __name__)
HERE = "organiser.desk.index"


@dataclass(frozen=True, kw_only=True)
class LastOne:
    """Who was registered a moment ago: the reference to read aloud, the sheet to print."""

    reference: str
    name: str
    url: str
    sheet_url: str


@blueprint.route("/<slug>/desk", methods=["GET", "POST"])
@allowed_for(*FRONT)
def index(slug: str) -> ResponseReturnValue:
    """Register a family, show the reference, and be ready for the next."""
    view, at, language = view_or_404(slug), clock.now(), current_language()
    kept = {"source": "desk", "language": "da"} | request.args.to_dict()
    form = EntryForm(data={name: kept.get(name) for name in ("source", "language", "occasion")})
    form.fit(view, language, at, posed_at_desk(view, language))
    status = 200
    if form.is_submitted():
        made = enter(slug, form) if form.validate() else None
        if made is not None:
            return redirect(next_one(slug, form, made), 303)
        status = 422
    return render_template(
        "organiser/desk/index.html",
        frame=frame_of(view, HERE),
        form=form,
        workplaces=known_names(at) if view.asks_workplace else [],
        problems=problems_of(form),
        last=last_of(slug),
        has_dependents=any(sheet.has_dependents for sheet in form.sheets()),
        has_choice=view.attends is Attends.ONE,
        may_move=is_move_allowed(db.session(), view.id),
    ), status


@blueprint.post("/<slug>/desk/moving")
@allowed_for(*EDITORS)
def moving(slug: str) -> ResponseReturnValue:
    """Let people choose another date by themselves, or not."""
    allowed = request.form.get("allowed") == "yes"
    at, by = clock.now(), current_principal()
    with transaction() as session:
        let_people_move(session, get_event(session, slug), allowed=allowed, at=at, by=by)
    flash(_("The changes are stored."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)


def enter(slug: str, form: EntryForm) -> int | None:
    """Register what was typed; give the registration's id, None where it was refused."""
    wanted, at, by = form.to_request(), clock.now(), current_principal()
    attempt = Attempt(scope=f"desk:{slug}", key=form.key.data or "", body=repr(wanted))
    try:
        with transaction() as session:
            made = register_on_paper(session, slug, wanted, attempt, at=at, by=by)
            return made.registration.id
    except REFUSALS as refusal:
        rows = [form.people[index].form for index in form.rows()]
        lay_on(rows, refusal)
        return None


def lay_on(rows: list[PersonRow], refusal: DomainError) -> None:
    """Lay a refusal on the people it is about, else on the first of them."""
    words = words_of(refusal)
    if isinstance(refusal, OutsideAgeRule):
        for position in refusal.positions:
            refuse(rows[position].birth_year, words)
    elif isinstance(refusal, TicketNotFree):
        refuse(rows[refusal.position].ticket, words)
    else:
        refuse(rows[0].name, words)


def next_one(slug: str, form: EntryForm, made: int) -> str:
    """Give the address of the empty form, with what stays the same from one to the next."""
    return url_for(
        HERE,
        slug=slug,
        last=made,
        source=form.source.data,
        language=form.language.data,
        occasion=form.occasion_no,
    )


def last_of(slug: str) -> LastOne | None:
    """Give whom the address says was registered last."""
    found = find_registration_of(db.session(), event_or_404(slug), number_in_address("last"))
    return None if found is None else told(slug, found)


def told(slug: str, found: Registration) -> LastOne:
    """Say what the person at the desk needs to hear."""
    return LastOne(
        reference=grouped(found.reference),
        name=found.contact_name or "",
        url=url_for("organiser.desk.show", slug=slug, registration_id=found.id),
        sheet_url=url_for("public.tickets_pdf", lang=found.language, token=token_of(found)),
    )


@blueprint.route("/<slug>/desk/paper", methods=["GET", "POST"])
@allowed_for(*FRONT)
def paper(slug: str) -> ResponseReturnValue:
    """Type a list on paper in, one registration a line; all of them are stored or none."""
    view, at, language = view_or_404(slug), clock.now(), current_language()
    form = PaperForm(data={"language": "da"})
    form.fit(view, language, at)
    status = 200
    if form.is_submitted():
        number = enter_lines(slug, form) if form.validate() else None
        if number is not None:
            words = ngettext("%(num)d line is stored.", "%(num)d lines are stored.", number)
            flash(words, "ok")
            return redirect(url_for("organiser.desk.paper", slug=slug), 303)
        status = 422
    return render_template(
        "organiser/desk/paper.html",
        frame=frame_of(view, HERE),
        form=form,
        workplaces=known_names(at) if view.asks_workplace else [],
        problems=problems_of(form),
    ), status


def enter_lines(slug: str, form: PaperForm) -> int | None:
    """Register all lines; give their number, None where one of them was refused."""
    at, by, line = clock.now(), current_principal(), 0
    wanted = form.to_requests()
    try:
        with transaction() as session:
            for line, each in wanted.items():
                key = f"{form.key.data} {line}"
                attempt = Attempt(scope=f"paper:{slug}", key=key, body=repr(each))
                register_on_paper(session, slug, each, attempt, at=at, by=by)
    except REFUSALS as refusal:
        lay_on([form.lines[line].form], refusal)
        return None
    return len(wanted)
