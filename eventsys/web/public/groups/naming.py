"""Naming the people of a group that has registered, by a list or by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import FormField

from eventsys.core import clock
from eventsys.core.db import Session, db, write
from eventsys.core.errors import Busy, DomainError
from eventsys.core.principal import VISITOR
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.programme.rules import EventView
from eventsys.exchange.people.rules import Judged
from eventsys.registration.changes.queries import list_people
from eventsys.registration.errors import OutsideAgeRule, RegistrationClosed, TooManyParticipants
from eventsys.registration.groups.errors import GroupFixed
from eventsys.registration.groups.operations import name_people
from eventsys.registration.groups.queries import places_of
from eventsys.registration.groups.rules import Named, Place, allot
from eventsys.registration.models import Registration
from eventsys.registration.queries import find_registration_by_token
from eventsys.registration.rules import LONGEST_NAME
from eventsys.web.common.forms import ProseField, PublicForm, problems_of, refuse
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.asking import asked_by
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.groups.asked import GroupAsked, group_asked
from eventsys.web.public.groups.form import without_cpr
from eventsys.web.public.groups.list_part import ListPart
from eventsys.web.public.groups.list_words import ShownRow, column_name, columns_of, shown_row
from eventsys.web.public.own_page import is_over
from eventsys.web.public.programme import event_of
from eventsys.web.public.registrations import OWN, registration_or_404
from eventsys.web.public.wording import age_words

CONFLICT = 409


class NamesForm(PublicForm):
    """Names that are typed, or those of a list."""

    names = ProseField(_l("Names, one on each line"))
    people = FormField(ListPart)

    def typed(self) -> list[Named]:
        """Give the names that were typed, without empty lines."""
        lines = (without_cpr(line) for line in self.names.text.split("\n"))
        return [Named(name=line) for line in lines if line]

    def validate_names(self, field: ProseField) -> None:
        """Take names no longer than names are."""
        if any(len(each.name) > LONGEST_NAME for each in self.typed()):
            refuse(field, _("The name is too long: at most 80 characters."))


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group, its event, what is asked of it and who is in it."""

    found: Registration
    event: EventView
    asked: GroupAsked
    places: Sequence[Place]


@blueprint.route(f"{OWN}/group", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def name_group(token: str) -> ResponseReturnValue:
    """Show who is in the group, take names in, and show a list before it is kept."""
    at = clock.now()
    found = registration_or_404(token)
    form = NamesForm(f"names {found.public_id}")
    group = group_or_404(found, form, at)
    if not form.is_submitted():
        return show(token, group, form, at), 200
    if form.people.form.take_in(drops="drop" in request.form):
        return show(token, group, form, at), 422 if form.people.form.sheet.errors else 200
    if not form.validate():
        return show(token, group, form, at), 400 if form.is_too_old else 422
    people = people_in(form, group)
    try:
        write(lambda session: keep(session, token, people, at))
    except DomainError as refusal:
        refuse(form.people.form.sheet, words_of(refusal, group))
        return show(token, group, form, at), CONFLICT
    return redirect(url_for("public.registration", token=token, done="changed"), 303)


def group_or_404(found: Registration, form: NamesForm, at: datetime) -> Group:
    """Gather what is known of a group; 404 where it is a family, 409 where the event is over."""
    event = event_of(found.event_id)
    if found.group_name is None:
        abort(400 if form.is_submitted() and not form.validate() else 404)
    if is_over(found, event, at):
        abort(CONFLICT)
    asked = group_asked(event, asked_by(event, current_language(), at))
    places = places_of(list_people(db.session(), found))
    return Group(found=found, event=event, asked=asked, places=places)


def people_in(form: NamesForm, group: Group) -> list[Named]:
    """Give the people of the list that are right, else those that were typed."""
    rows = form.people.form.judged(group.asked.wanted)
    return [named(row) for row in rows if row.fault is None] if rows else form.typed()


def named(row: Judged) -> Named:
    """Give a row as the domain reads it."""
    return Named(name=row.name, category=row.category, birth_year=row.birth_year)


def keep(session: Session, token: str, people: Sequence[Named], at: datetime) -> None:
    """Name the people of the group that a link opens."""
    found = find_registration_by_token(session, token) or abort(404)
    name_people(session, found, people, at=at, by=VISITOR)


def words_of(refusal: DomainError, group: Group) -> str:
    """Say why more people cannot come; nothing has been changed then."""
    match refusal:
        case NotEnoughPlaces(left=left):
            return ngettext(
                "Only %(num)d place is left. Nothing is changed: send fewer names.",
                "Only %(num)d places are left. Nothing is changed: send fewer names.",
                left,
            )
        case TooManyParticipants():
            return group.asked.most_words
        case RegistrationClosed() | GroupFixed():
            return _(
                "No more people can join the group now. Send no more names than it has places."
            )
        case OutsideAgeRule(rule=rule):
            return _("The event is for: %(whom)s.", whom=age_words(rule))
        case Busy():
            return _("Very many people are here right now. Wait a moment and try again.")
        case _:
            raise refusal


def show(token: str, group: Group, form: NamesForm, at: datetime) -> str:
    """Show the group, and the list as it was read."""
    rows = form.people.form.judged(group.asked.wanted)
    shown = rows_of(rows, group)
    return render_template(
        "public/name_group.html",
        event=page_of(group.event, current_language(), at),
        name=group.found.group_name,
        form=form,
        problems=problems_of(form),
        columns=[(column_name(each), "") for each in columns_of(group.asked.wanted)],
        rows=shown,
        right=sum(row.fault is None for row in rows),
        places=len(group.places),
        named=[place.name for place in group.places if place.name],
        template_url=url_for("public.group_template", slug=group.event.slug),
        own_url=url_for("public.registration", token=token),
    )


def rows_of(rows: Sequence[Judged], group: Group) -> list[ShownRow]:
    """Put the rows into words: who is there already, who takes a guest's place or a new one."""
    right = [row for row in rows if row.fault is None]
    allotment = allot(group.places, [named(row) for row in right])
    known = {right[index].number: _("Already registered") for index in allotment.known}
    known |= {right[index].number: _("One more place") for index in allotment.new}
    return [shown_row(row, group.asked.wanted, known=known.get(row.number, "")) for row in rows]
