"""Giving back some of a group's places by number: the class is fewer than it thought."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from eventsys.core import clock
from eventsys.core.db import db, write
from eventsys.core.principal import VISITOR
from eventsys.core.text import read_count
from eventsys.events.programme.rules import EventView
from eventsys.registration.changes.queries import list_present
from eventsys.registration.groups.errors import MoreHaveNames
from eventsys.registration.groups.operations import shrink
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Category
from eventsys.web.common.forms import LineField, PublicForm, problems_of, refuse
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.changing import CONFLICT, event_still_to_come, found_in, status_of
from eventsys.web.public.event_page import page_of
from eventsys.web.public.registrations import OWN, registration_or_404


class FewerForm(PublicForm):
    """How many of a group are coming now; kinds of which it has nobody are not asked for."""

    children = LineField(_l("How many children?"))
    adults = LineField(_l("How many adults?"))
    present: Mapping[Category, int]

    def fit(self, people: Sequence[Participant]) -> None:
        """Ask for what the group has, and begin with the numbers it has now."""
        numbers = {each: sum(p.category is each for p in people) for each in Category}
        self.present = {category: number for category, number in numbers.items() if number}
        if Category.CHILD not in self.present:
            del self.children
            self.adults.label.text = _("How many people?")
        if Category.ADULT not in self.present:
            del self.adults
        if not self.is_submitted():
            for field, category in self.counted():
                field.data = str(self.present[category])

    def counted(self) -> Iterator[tuple[LineField, Category]]:
        """Give the fields, and whom they count."""
        if "children" in self:
            yield self.children, Category.CHILD
        if "adults" in self:
            yield self.adults, Category.ADULT

    def check_numbers(self) -> bool:
        """Lay on the numbers what is wrong with them; call it after `validate`."""
        for field, category in self.counted():
            number, most = read_count(field.text), self.present[category]
            if number is None or not 0 <= number <= most:
                refuse(field, _("Write a number from 0 to %(most)s.", most=most))
        if not problems_of(self) and not any(self.numbers().values()):
            refuse(next(self.counted())[0], nobody_left())
        return not problems_of(self)

    def numbers(self) -> dict[Category, int]:
        """Give how many of each kind are coming."""
        return {category: read_count(field.text) or 0 for field, category in self.counted()}

    def refuse_named(self, refusal: MoreHaveNames) -> None:
        """Say that some of those who would go have names."""
        field = next(each for each, category in self.counted() if category is refusal.category)
        refuse(field, named_words(refusal.named))


@blueprint.route(f"{OWN}/fewer", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def fewer(token: str) -> ResponseReturnValue:
    """Ask how many of a group are coming now, and give the other places back."""
    found, at = registration_or_404(token), clock.now()
    event = event_still_to_come(found, at)
    people = list_present(db.session(), found)
    form = FewerForm(f"fewer {found.public_id}")
    if found.group_name is None or not people:
        abort(400 if form.is_submitted() and not form.validate() else 404)
    form.fit(people)
    if not form.validate_on_submit() or not form.check_numbers():
        return show(token, found, event, form, at), status_of(form)
    numbers = form.numbers()
    try:
        write(lambda session: shrink(session, found_in(session, token), numbers, at=at, by=VISITOR))
    except MoreHaveNames as refusal:
        form.refuse_named(refusal)
        return show(token, found, event, form, at), CONFLICT
    return redirect(url_for("public.registration", token=token, done="fewer"), 303)


def show(token: str, found: Registration, event: EventView, form: FewerForm, at: datetime) -> str:
    """Show the numbers that the group has, or those that were typed."""
    return render_template(
        "public/fewer.html",
        event=page_of(event, current_language(), at),
        name=found.group_name,
        places=sum(form.present.values()),
        form=form,
        problems=problems_of(form),
        own_url=url_for("public.registration", token=token),
    )


def nobody_left() -> str:
    """Say how all places are given back."""
    return _("If nobody can come, go back and choose: %(way)s.", way=_("Nobody can come"))


def named_words(named: int) -> str:
    """Say how many have names, and how they are taken off."""
    return ngettext(
        "%(num)d person has a name. Go back and deregister that person on the ticket first.",
        "%(num)d people have names. Go back and deregister those who cannot come on their tickets.",
        named,
    )
