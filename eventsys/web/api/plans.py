"""From what an organiser's program writes to the plan of an event."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from msgspec import UNSET

from eventsys.core.db import Session
from eventsys.core.principal import Principal
from eventsys.core.standing import Provenance
from eventsys.core.text import Language, UnusableCharacter, clean_line, clean_text
from eventsys.events.errors import WrongEventDetails
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.requests import EventPlan, OccasionPlan
from eventsys.events.rules import AgeRule
from eventsys.events.team.rules import NOBODY, TeamContact
from eventsys.places.models import District
from eventsys.places.operations import find_or_add_venue
from eventsys.places.queries import list_districts
from eventsys.registration.rules import read_email, read_phone
from eventsys.web.api.refusals import FIELDS, Refusal
from eventsys.web.api.shapes import events as shapes
from eventsys.web.api.shapes.team import ContactWritten
from eventsys.web.common.words import _

FIELD_OF_DETAIL = {
    "registration_opens_at": "registration.opens_at",
    "registration_closes_at": "registration.closes_at",
}

TAKEN_AS_THEY_ARE = (
    *("slug", "kind", "capacity", "attends", "visibility", "audience"),
    *("family_scan", "asks_workplace"),
)


@contextmanager
def checked() -> Iterator[None]:
    """Tell which field a detail is that cannot be."""
    try:
        yield
    except WrongEventDetails as error:
        field = FIELD_OF_DETAIL.get(error.field, error.field)
        raise Refusal(FIELDS, {field: words_for(error.reason)}) from error


def words_for(reason: str) -> str:
    """Say why a detail cannot be."""
    words = {
        "danish-missing": _("Danish is required."),
        "missing": _("This field is missing."),
        "order": _("The end must be after the beginning."),
        "late": _("Registration must close before the event starts."),
        "repeated": _("Each may stand here once."),
    }
    return str(words.get(reason) or _("This value cannot be used."))


def new_plan(
    session: Session, body: shapes.EventWritten, *, at: datetime, by: Principal
) -> EventPlan:
    """Write a new event's plan."""
    return EventPlan(
        slug=body.slug,
        kind=body.kind,
        titles=cleaned(body.title, "title"),
        bodies=prose(body.texts),
        occasions=occasion_plans(session, body.occasions, at=at, by=by),
        capacity=body.capacity,
        attends=body.attends,
        visibility=body.visibility,
        age_rule=age_rule(body.age_rule),
        gates=gate_names(body.gates),
        audience=body.audience,
        spoken=frozenset(body.spoken),
        family_scan=body.family_scan,
        asks_workplace=body.asks_workplace,
        contact=team_contact(body.contact),
        intake=intake(body.registration, IntakePlan()),
        provenance=Provenance(origins=body.text_origins),
        **window(body.registration),
    )


def amended_plan(
    session: Session,
    plan: EventPlan,
    body: shapes.EventAmended,
    *,
    at: datetime,
    by: Principal,
) -> EventPlan | None:
    """Lay what is given over an event's plan; None where nothing of it is given."""
    changes: dict[str, Any] = {
        name: value for name in TAKEN_AS_THEY_ARE if (value := getattr(body, name)) is not UNSET
    }
    if isinstance(body.title, Mapping):
        changes["titles"] = cleaned(body.title, "title")
    if isinstance(body.texts, Mapping):
        changes["bodies"] = prose(body.texts)
    if isinstance(body.text_origins, Mapping):
        origins = {**plan.provenance.origins, **body.text_origins}
        changes["provenance"] = Provenance(origins=origins)
    if isinstance(body.gates, Sequence):
        changes["gates"] = gate_names(body.gates)
    if isinstance(body.occasions, Sequence):
        changes["occasions"] = occasion_plans(session, body.occasions, at=at, by=by)
    if body.age_rule is None or isinstance(body.age_rule, shapes.AgeRuleWritten):
        changes["age_rule"] = age_rule(body.age_rule)
    if body.registration is None or isinstance(body.registration, shapes.WindowWritten):
        changes |= window(body.registration)
        changes["intake"] = intake(body.registration, plan.intake)
    changes |= amended_team(body)
    return replace(plan, **changes) if changes else None


def amended_team(body: shapes.EventAmended) -> dict[str, Any]:
    """Give what is changed of the languages spoken and of whom to ask."""
    changes: dict[str, Any] = {}
    if isinstance(body.spoken, Sequence):
        changes["spoken"] = frozenset(body.spoken)
    if body.contact is None or isinstance(body.contact, ContactWritten):
        changes["contact"] = team_contact(body.contact)
    return changes


def window(written: shapes.WindowWritten | None) -> dict[str, Any]:
    """Write when registrations are taken; null means that people come without."""
    return {
        "takes_registrations": written is not None,
        "registration_opens_at": written.opens_at if written else None,
        "registration_closes_at": written.closes_at if written else None,
    }


def intake(written: shapes.WindowWritten | None, known: IntakePlan) -> IntakePlan:
    """Write how registrations come to places; what is not given stays."""
    if written is None or not isinstance(written.way, Way):
        return known
    return replace(known, way=written.way)


def team_contact(written: ContactWritten | None) -> TeamContact:
    """Write whom to ask, with numbers and addresses that can be used; null means nobody."""
    if written is None:
        return NOBODY
    phone, email = read_phone(written.phone), read_email(written.email)
    if written.phone and phone is None:
        raise Refusal(FIELDS, {"contact.phone": _("Write the phone number with all its digits.")})
    if written.email and email is None:
        raise Refusal(FIELDS, {"contact.email": _("Write the address as name@example.dk.")})
    name = clean(written.name, "contact.name", is_prose=False)
    return TeamContact(name=name, phone=phone or "", email=email or "")


def age_rule(written: shapes.AgeRuleWritten | None) -> AgeRule | None:
    """Write the birth years an event is for."""
    return None if written is None else AgeRule(written.from_, written.to)


def occasion_plans(
    session: Session,
    written: Sequence[shapes.OccasionWritten],
    *,
    at: datetime,
    by: Principal,
) -> list[OccasionPlan]:
    """Write the occasions; a venue that is not known yet is added to its district."""
    districts = districts_by_word(session)
    plans = []
    for index, each in enumerate(written):
        district = districts.get(each.district.strip().casefold())
        if district is None:
            raise Refusal(FIELDS, {f"occasions.{index}.district": _("There is no such district.")})
        name = line(each.venue, f"occasions.{index}.venue")
        venue = find_or_add_venue(session, district, name, at=at, by=by)
        plans.append(
            OccasionPlan(
                starts_at=each.starts_at, ends_at=each.ends_at, venue_id=venue.id, no=each.no
            )
        )
    return plans


def districts_by_word(session: Session) -> Mapping[str, District]:
    """Give the districts by slug and by name."""
    districts = list_districts(session)
    by_name = {district.name.casefold(): district for district in districts}
    return by_name | {district.slug: district for district in districts}


def gate_names(written: Sequence[str]) -> list[str]:
    """Write the names of gates."""
    return [line(name, f"gates.{index}") for index, name in enumerate(written)]


def cleaned(texts: Mapping[Language, str], field: str) -> dict[Language, str]:
    """Write lines of text by language."""
    return {
        language: clean(text, f"{field}.{language}", is_prose=False)
        for language, text in texts.items()
    }


def prose(texts: Mapping[Language, str]) -> dict[Language, str]:
    """Write texts by language."""
    return {
        language: clean(text, f"texts.{language}", is_prose=True)
        for language, text in texts.items()
    }


def line(text: str, field: str) -> str:
    """Write a line of text that must not be empty."""
    found = clean(text, field, is_prose=False)
    if not found:
        raise Refusal(FIELDS, {field: _("This field is missing.")})
    return found


def clean(text: str, field: str, *, is_prose: bool) -> str:
    """Bring text into the form that is stored, or refuse it."""
    try:
        return clean_text(text) if is_prose else clean_line(text)
    except UnusableCharacter as error:
        words = _("The text holds a character that we cannot store.")
        raise Refusal(FIELDS, {field: words}) from error
