"""Stores what the form of an event says, and puts into words why it cannot be stored."""

from dataclasses import replace

from eventsys.core import clock
from eventsys.core.db import Session, transaction
from eventsys.core.outbox import NoticeKind
from eventsys.events.errors import (
    CapacityBelowTaken,
    HasRegistrations,
    SlugTaken,
    WrongEventDetails,
)
from eventsys.events.models import Event
from eventsys.events.operations import amend_event, create_event, hold
from eventsys.events.programme.queries import get_event_view
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event, plan_of
from eventsys.messages.journal.queries import is_announced
from eventsys.places.operations import VenueDetails, take_or_add_venue
from eventsys.places.queries import list_districts, list_venues
from eventsys.registration.standing.errors import WayIsSet
from eventsys.web.common.forms import refuse
from eventsys.web.common.guards import current_principal
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.events.form import EventForm
from eventsys.web.organiser.events.form_parts import PlaceForm
from eventsys.web.organiser.events.overbooked import amended, is_chosen, ways_out
from eventsys.web.organiser.events.plans import plan_from, values_from
from eventsys.web.organiser.meanwhile import check_unchanged

Refusal = CapacityBelowTaken | HasRegistrations | SlugTaken | WayIsSet | WrongEventDetails
REFUSALS = (CapacityBelowTaken, HasRegistrations, SlugTaken, WayIsSet, WrongEventDetails)
CONFLICT = 409


def offer_places(session: Session, form: EventForm) -> EventForm:
    """Let the form choose among the known places and districts."""
    districts = list_districts(session)
    names = {district.id: district.name for district in districts}
    form.offer(
        [(str(v.id), f"{v.name}, {names[v.district_id]}") for v in list_venues(session)],
        [(district.slug, district.name) for district in districts],
    )
    return form


def save(form: EventForm, slug: str | None) -> str | None:
    """Make an event, or change that of the slug; give its slug, or None where it was refused.

    Raise `ChangedMeanwhile` where somebody else has saved since the form was opened.
    """
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            plan = plan_from(form, add_new_place(session, form))
            if slug is None:
                return create_event(session, plan, at=at, by=by).slug
            event = get_event(session, slug)
            check_unchanged(form, stored_form(session, event))
            return amended(session, event, plan).slug
    except REFUSALS as error:
        lay_refusal(form, error)
        return None


def stored_form(session: Session, event: Event) -> EventForm:
    """Give the form as it shows what is stored now; nobody else changes that meanwhile."""
    hold(session, event)
    values = values_from(plan_of(session, event))
    return offer_places(session, EventForm(formdata=None, data=values))


class TakenBack(Exception):
    """A change was tried and taken back; `moved` is the event as it would be, None if unmoved."""

    def __init__(self, moved: EventView | None) -> None:
        super().__init__()
        self.moved = moved


def find_move(form: EventForm, slug: str) -> EventView | None:
    """Tell how an event would be where saving told people of a new time or place, else None.

    The change is made and taken back; what refuses it is said when it is saved.
    """
    try:
        with transaction() as session:
            try_out(session, form, slug)
    except TakenBack as change:
        return change.moved
    except REFUSALS:
        pass
    return None


def try_out(session: Session, form: EventForm, slug: str) -> None:
    """Change an event and raise `TakenBack`, which ends the transaction without a trace."""
    at, by = clock.now(), current_principal()
    plan, event = plan_from(form, add_new_place(session, form)), get_event(session, slug)
    check_unchanged(form, stored_form(session, event))
    amend_event(session, event, replace(plan, may_overbook=is_chosen()), at=at, by=by)
    is_news = is_announced(session, event.id, NoticeKind.MOVED, at=at)
    raise TakenBack(get_event_view(session, event.id) if is_news else None)


def add_new_place(session: Session, form: EventForm) -> int | None:
    """Add the new place where a date needs it, and give its id."""
    if not form.asks_new_place:
        return None
    place: PlaceForm = form.place.form
    district = next(d for d in list_districts(session) if d.slug == place.district.data)
    details = VenueDetails(
        name=place.name.text, address=place.address.text, access=place.access.form.to_access()
    )
    at, by = clock.now(), current_principal()
    return take_or_add_venue(session, district, details, at=at, by=by).id


def lay_refusal(form: EventForm, error: Refusal) -> None:
    """Say at the field what the facts do not allow."""
    form.status = CONFLICT
    if isinstance(error, CapacityBelowTaken):
        form.overbooked = ways_out(error)
        refuse(form.capacity, capacity_words(error))
    elif isinstance(error, SlugTaken):
        suggested = f"{error.slug[:76]}-2"
        refuse(
            form.slug,
            _("Another event has this address. Write for example %(slug)s.", slug=suggested),
        )
    elif isinstance(error, HasRegistrations):
        refuse(form.attends, has_registrations_words(error))
    elif isinstance(error, WayIsSet):
        form.intake.form.way.data = error.way.value
        refuse(form.intake.form.way, way_is_set_words(error))
    else:
        form.status = 422
        refuse(form.text_da.form.title, _("Something does not fit: %(what)s.", what=error.field))


def capacity_words(error: CapacityBelowTaken) -> str:
    """Say how many places are taken, and what can be done."""
    return _(
        "%(taken)s places are taken, and you want only %(capacity)s. Choose what happens.",
        taken=error.taken,
        capacity=error.capacity,
    )


def has_registrations_words(error: HasRegistrations) -> str:
    """Say who would lose a place."""
    return _(
        "%(taken)s people are registered for what you want to take away. Cancel the event instead.",
        taken=error.places_taken,
    )


def way_is_set_words(error: WayIsSet) -> str:
    """Say why places are given in the way in which they were announced."""
    return ngettext(
        "%(num)d person has registered and was told how places are given. That stays so.",
        "%(num)d people have registered and were told how places are given. That stays so.",
        error.people,
    )
