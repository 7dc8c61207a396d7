"""What must fit together in an event's form; `Asked` is what of the form is looked at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from wtforms import FormField, SelectMultipleField

from eventsys.core.text import Language, read_count
from eventsys.events.care.rules import Companions
from eventsys.events.intake.rules import Way
from eventsys.events.rules import LARGEST_CAPACITY, is_slug, slug_from
from eventsys.web.common.forms import LineField, refuse
from eventsys.web.common.words import _
from eventsys.web.organiser.events.form_parts import OccasionForm, PlaceForm
from eventsys.web.organiser.events.intake_part import NO_WAITLIST
from eventsys.web.organiser.events.texts_part import Texts, check_texts

MOST_GATES = 20
LONGEST_GATE = 60
EARLIEST_BIRTH_YEAR = 1900


class Asked(Protocol):
    """An event's form, as far as it is checked here."""

    slug: LineField
    capacity: LineField
    opens: "FormField[Any]"
    closes: "FormField[Any]"
    born_from: LineField
    born_until: LineField
    care: "FormField[Any]"
    intake: "FormField[Any]"
    gates: LineField
    place: "FormField[Any]"
    spoken: SelectMultipleField
    keeps: frozenset[str]

    def texts(self) -> Texts:
        """Give the texts by language."""

    def dates(self) -> Sequence[OccasionForm]:
        """Give the dates as typed."""

    @property
    def asks_new_place(self) -> bool:
        """Tell whether a date is at the new place."""

    @property
    def gate_names(self) -> Sequence[str]:
        """Give the gates, one a line."""

    @property
    def chosen_slug(self) -> str:
        """Give the address that was typed, else one made from the Danish title."""


def check_event(form: Asked, at: datetime) -> None:
    """Lay on each field what is wrong with it."""
    check_texts(form.texts())
    check_slug(form)
    check_dates(form, at)
    check_place(form)
    check_capacity(form)
    check_window(form)
    check_draw(form)
    check_birth_years(form, at)
    check_companions(form)
    check_gates(form)
    check_spoken(form)


def check_slug(form: Asked) -> None:
    """Ask for an address that can be one."""
    typed = form.slug.text
    if typed and not is_slug(typed):
        suggested = slug_from(typed)
        if is_slug(suggested):
            refuse(
                form.slug,
                _("Write small letters, digits and hyphens, such as %(slug)s.", slug=suggested),
            )
        else:
            refuse(form.slug, _("This address cannot be used. Write another."))
    elif not typed and form.texts()[Language.DANISH].title.text and not is_slug(form.chosen_slug):
        refuse(form.slug, _("Write an address for the page: small letters, digits and hyphens."))


def check_dates(form: Asked, at: datetime) -> None:
    """Refuse new dates that are over."""
    for part in form.dates():
        is_known = (part.no.data or "") in form.keeps
        if part.ends_at and not is_known and part.ends_at <= at:
            refuse(part.day, _("This date is over."))


def check_place(form: Asked) -> None:
    """Ask for all of a new place where a date needs it."""
    place: PlaceForm = form.place.form
    if not form.asks_new_place:
        return
    if not place.name.text:
        refuse(place.name, _("Write the name of the new place."))
    if place.district.data not in [
        choice[0] for choice in place.district.iter_choices() if choice[0]
    ]:
        refuse(place.district, _("Choose the district of the new place."))


def check_capacity(form: Asked) -> None:
    """Take a whole number or nothing."""
    if form.capacity.text and not 1 <= (read_count(form.capacity.text) or 0) <= LARGEST_CAPACITY:
        refuse(form.capacity, _("Write a whole number from 1 up, or nothing for no limit."))


def check_window(form: Asked) -> None:
    """Let registration close after it opens."""
    opens, closes = form.opens.form.moment, form.closes.form.moment
    if opens and closes and closes <= opens:
        refuse(form.closes.form.day, _("Registration must close after it opens."))


def check_draw(form: Asked) -> None:
    """Ask for all that a draw needs: places, a waiting list, and days in which it is open."""
    intake = form.intake.form
    if intake.way.data != Way.DRAW.value:
        return
    if not form.capacity.text:
        refuse(form.capacity, _("Lots are drawn for a number of places: write it."))
    if intake.waitlist.data == NO_WAITLIST:
        refuse(intake.waitlist, _("Whoever wins no place waits: choose a waiting list."))
    if not form.opens.form.moment:
        refuse(form.opens.form.day, _("Write when registration opens: lots decide after it."))
    closes = form.closes.form.moment
    starts = [part.starts_at for part in form.dates() if part.starts_at]
    if not closes:
        refuse(form.closes.form.day, _("Write when registration closes: then you draw."))
    elif starts and closes >= min(starts):
        refuse(form.closes.form.day, _("Registration must close before the event starts."))


def check_birth_years(form: Asked, at: datetime) -> None:
    """Take two years in order, or none."""
    years = [read_count(field.text) for field in (form.born_from, form.born_until)]
    typed = [field for field in (form.born_from, form.born_until) if field.text]
    latest = at.year
    for field, year in zip((form.born_from, form.born_until), years, strict=True):
        if typed and (year is None or not EARLIEST_BIRTH_YEAR <= year <= latest):
            refuse(field, _("Write a year of four digits, such as %(year)s.", year=latest - 10))
            return
    if typed and (years[0] or 0) > (years[1] or 0):
        refuse(form.born_until, _("The second year must not be before the first."))


def check_companions(form: Asked) -> None:
    """Let others come along only where it is said with whom."""
    companions = form.care.form.companions
    if companions.data != Companions.NONE.value and not form.born_from.text:
        refuse(companions, _("Write above which years the children are born in, or choose no."))


def check_gates(form: Asked) -> None:
    """Take a few short names, each once."""
    names = form.gate_names
    if len(set(names)) != len(names):
        refuse(form.gates, _("Two gates have the same name."))
    elif len(names) > MOST_GATES or any(len(name) > LONGEST_GATE for name in names):
        refuse(form.gates, _("Write at most 20 gates, each in at most 60 characters."))


def check_spoken(form: Asked) -> None:
    """Take languages of ours."""
    if not {*(form.spoken.data or ())} <= {each.value for each in Language}:
        refuse(form.spoken, _("Choose one of these."))
