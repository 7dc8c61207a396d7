"""From an event's form to its plan, and back."""

from collections.abc import Iterator
from datetime import datetime

from eventsys.core.localtime import to_local
from eventsys.core.text import Language, read_count
from eventsys.events.requests import EventPlan, OccasionPlan
from eventsys.events.rules import (
    AgeRule,
    Attends,
    Audience,
    EventKind,
    UnknownTickets,
    Visibility,
)
from eventsys.web.organiser.events.care_part import care_values
from eventsys.web.organiser.events.contact_part import contact_values
from eventsys.web.organiser.events.form import DROP_IN, REGISTER, EventForm
from eventsys.web.organiser.events.form_parts import NEW, SAME
from eventsys.web.organiser.events.groups_part import groups_values
from eventsys.web.organiser.events.intake_part import intake_values
from eventsys.web.organiser.events.texts_part import text_values
from eventsys.web.organiser.translated import provenance_from


def plan_from(form: EventForm, new_venue_id: int | None) -> EventPlan:
    """Make the plan that the form comes to; call it when the form is valid."""
    texts = form.texts()
    return EventPlan(
        slug=form.chosen_slug,
        kind=EventKind(form.kind.data),
        titles={each: text.title.text for each, text in texts.items() if text.title.text},
        bodies={each: text.body.text for each, text in texts.items() if text.body.text},
        occasions=list(occasion_plans(form, new_venue_id)),
        visibility=Visibility(form.visibility.data),
        attends=Attends(form.attends.data),
        audience=Audience(form.audience.data),
        spoken=frozenset(Language(each) for each in form.spoken.data or ()),
        capacity=read_count(form.capacity.text),
        takes_registrations=form.registering.data == REGISTER,
        registration_opens_at=form.opens.form.moment,
        registration_closes_at=form.closes.form.moment,
        age_rule=age_rule_from(form),
        gates=form.gate_names,
        reentry=form.reentry.data,
        unknown_tickets=UnknownTickets(form.unknown_tickets.data),
        family_scan=form.family_scan.data,
        asks_workplace=form.asks_workplace.data,
        contact=form.contact.form.to_contact(),
        care=form.care.form.to_care(),
        intake=form.intake.form.to_intake(),
        provenance=provenance_from(texts),
        groups=form.groups.form.to_groups(),
    )


def occasion_plans(form: EventForm, new_venue_id: int | None) -> Iterator[OccasionPlan]:
    """Make the plan of each date."""
    venue_id: int | None = None
    for part in form.dates():
        if part.venue.data == NEW:
            venue_id = new_venue_id
        elif part.venue.data != SAME:
            venue_id = int(part.venue.data)
        if part.starts_at is None or part.ends_at is None or venue_id is None:
            raise ValueError("a date is not valid")
        no = part.no.data if part.no.data in form.keeps else None
        yield OccasionPlan(
            no=int(no) if no else None,
            starts_at=part.starts_at,
            ends_at=part.ends_at,
            venue_id=venue_id,
        )


def age_rule_from(form: EventForm) -> AgeRule | None:
    """Read the birth years; None where the event is for everybody."""
    first, last = read_count(form.born_from.text), read_count(form.born_until.text)
    return AgeRule(first, last) if first and last else None


def values_from(plan: EventPlan) -> dict[str, object]:
    """Write a plan into the form's fields."""
    rule = plan.age_rule
    return {
        **{f"text_{each.value}": text_values(plan, each) for each in Language},
        "kind": plan.kind.value,
        "slug": plan.slug,
        "audience": plan.audience.value,
        "spoken": [each.value for each in plan.spoken],
        "occasions": [occasion_values(each) for each in plan.occasions],
        "attends": plan.attends.value,
        "registering": REGISTER if plan.takes_registrations else DROP_IN,
        "capacity": "" if plan.capacity is None else str(plan.capacity),
        "opens": moment_values(plan.registration_opens_at),
        "closes": moment_values(plan.registration_closes_at),
        "born_from": str(rule.from_year) if rule else "",
        "born_until": str(rule.to_year) if rule else "",
        "visibility": plan.visibility.value,
        "gates": "\n".join(plan.gates),
        "reentry": plan.reentry,
        "unknown_tickets": plan.unknown_tickets.value,
        "family_scan": plan.family_scan,
        "asks_workplace": plan.asks_workplace,
        "contact": contact_values(plan.contact),
        "care": care_values(plan.care),
        "intake": intake_values(plan.intake),
        "groups": groups_values(plan.groups),
    }


def occasion_values(occasion: OccasionPlan) -> dict[str, str]:
    """Write an occasion into the fields of a date."""
    start, end = to_local(occasion.starts_at), to_local(occasion.ends_at)
    last_day = end.date().isoformat() if end.date() != start.date() else ""
    return {
        "no": "" if occasion.no is None else str(occasion.no),
        "day": start.date().isoformat(),
        "start": start.time().isoformat("minutes"),
        "end": end.time().isoformat("minutes"),
        "last_day": last_day,
        "which": "second" if start.fold or end.fold else "first",
        "venue": str(occasion.venue_id),
    }


def moment_values(moment: datetime | None) -> dict[str, str]:
    """Write a moment into the fields of a day and a time."""
    if moment is None:
        return {}
    local = to_local(moment)
    return {
        "day": local.date().isoformat(),
        "clock": local.time().isoformat("minutes"),
        "which": "second" if local.fold else "first",
    }
