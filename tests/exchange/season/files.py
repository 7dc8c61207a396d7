"""Season files for tests: a small year with one fact of each type, and files of changed lines."""

import json
from typing import Any

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.exchange.season.kinds.base import YearOf
from eventsys.exchange.season.operations import Imported, export_season, import_season
from eventsys.reports.years.queries import list_year_events
from tests.factories import AT

YEAR = 2009
NOON = "2009-09-12T12:00:00Z"


def uuid(number: int) -> str:
    """Give an id as phones make them."""
    return f"00000000-0000-4000-8000-{number:012}"


def sent(number: int) -> dict[str, Any]:
    """Say what everything has that a phone sends."""
    return {
        "id": uuid(number),
        "device": "phone-1",
        "event": "fest",
        "occasion": "fest@example.org",
        "seq": number,
        "device_at": NOON,
        "effective_at": NOON,
        "received_at": NOON,
    }


def small_year() -> list[dict[str, Any]]:
    """Write a year with a fact of each type, in an order in which nothing refers ahead."""
    texts = {"da": {"title": "Fest", "body": "Kom."}, "ar": {"title": "حفلة"}}
    label = {"da": {"label": "Hvordan var det?"}}
    window = {"opens_at": "2009-09-13T08:00:00Z", "closes_at": "2009-09-27T08:00:00Z"}
    made = {"created_at": "2009-09-01T08:00:00Z"}
    places = {"places": {"capacity": 100, "taken": 2}}
    solved = {"status": "solved", "received_on": "2009-05-04", "topic": "Forældremøde"}
    return [
        {"type": "district", "id": "noerrebro", "name": "Nørrebro"},
        {"type": "locality", "id": "blaagaarden", "district": "noerrebro", "name": "Blågården"},
        {
            "type": "venue",
            "id": "park",
            "district": "noerrebro",
            "locality": "blaagaarden",
            "name": "Parken ved søen",
            "latitude": 55.6875,
            "is_step_free": True,
        },
        {
            "type": "actor",
            "id": "school",
            "level": "organisation",
            "names": [{"name": "Skolen", "kind": "official", "valid_from": "2001-01-01"}],
            **made,
        },
        {
            "type": "actor",
            "id": "misspelt",
            "level": "unit",
            "names": [{"name": "Skolne", "kind": "official"}],
            "merged_into": "school",
            "merged_at": NOON,
            **made,
        },
        {
            "type": "survey",
            "id": "asked",
            "texts": {"da": {"title": "Bagefter", "intro": "Fortæl."}},
            "figures": {"F04": "mood"},
            **made,
        },
        {"type": "survey-version", "id": "asked-1", "survey": "asked", "no": 1, "made_at": NOON},
        {
            "type": "question",
            "id": "mood-1",
            "version": "asked-1",
            "code": "mood",
            "position": 1,
            "kind": "scale",
            "may_be_irrelevant": True,
            "positive": ["4", "3"],
            "texts": label,
        },
        {
            "type": "event",
            "id": "fest",
            "kind": "workshop",
            "status": "published",
            "texts": texts,
            "spoken": ["ar", "da"],
            "gates": ["Nord", "Syd"],
            "counts_as": "children",
            **places,
            **made,
        },
        {
            "type": "occasion",
            "id": "fest@example.org",
            "event": "fest",
            "no": 1,
            "starts_at": "2009-09-12T11:00:00Z",
            "ends_at": "2009-09-12T15:00:00Z",
            "venue": "park",
            "list_closed_at": "2009-09-12T16:00:00Z",
            **made,
        },
        {
            "type": "device",
            "id": "phone-1",
            "event": "fest",
            "role": "scan",
            "label": "Nord 1",
            "gate": "Nord",
            "paired_at": "2009-09-12T10:00:00Z",
        },
        {
            "type": "registration",
            "id": "family",
            "event": "fest",
            "language": "so",
            "source": "web",
            **made,
        },
        {
            "type": "ticket",
            "id": "child",
            "registration": "family",
            "event": "fest",
            "position": 1,
            "category": "child",
            "status": "confirmed",
            "actor": "school",
            "ticket": "valid",
            "blocks": [{"from_at": "2009-09-02T08:00:00Z", "to_at": "2009-09-03T08:00:00Z"}],
        },
        {
            "type": "ticket",
            "id": "other-child",
            "registration": "family",
            "event": "fest",
            "position": 2,
            "category": "child",
            "status": "confirmed",
            "actor": "misspelt",
            "ticket": "valid",
        },
        {
            "type": "scan",
            **sent(1),
            "ticket": "child",
            "code_kind": "code",
            "gate": "Nord",
            "direction": "in",
            "shown": "admitted",
        },
        {
            "type": "scan",
            **sent(2),
            "ticket": "other-child",
            "code_kind": "short-code",
            "code_ended_at": "2009-09-12T09:00:00Z",
            "gate": "Nord",
            "direction": "in",
            "shown": "replaced",
        },
        {"type": "tally", **sent(3), "category": "child", "gate": "Nord"},
        {"type": "tally", **sent(4), "category": "child", "gate": "Nord"},
        {"type": "tally", **sent(5), "category": "child", "gate": "Nord", "undoes": uuid(4)},
        {
            "type": "head-count",
            **sent(6),
            "post": "Broen",
            "slot_start": NOON,
            "slot_end": "2009-09-12T12:15:00Z",
            "kind": "in",
            "n": 120,
            "role": "sum",
        },
        {
            "type": "mark",
            "id": uuid(7),
            "ticket": "other-child",
            "occasion": "fest@example.org",
            "status": "came",
            "source": "correction",
            "made_at": NOON,
            "received_at": NOON,
        },
        {
            "type": "wave",
            "id": "wave",
            "event": "fest",
            "version": "asked-1",
            "months": 0,
            "invited_at": "2009-09-13T08:00:00Z",
            **window,
        },
        {"type": "invitation", "id": "invited", "wave": "wave", "answered": True},
        {
            "type": "response",
            "id": "answered",
            "wave": "wave",
            "source": "link",
            "answers": {"mood-1": "3"},
        },
        {"type": "response", "id": "blank", "wave": "wave", "source": "paper"},
        {"type": "task", "id": "advice", "kind": "advice", "unit": "Skolen", **solved}
        | {"given_on": "2009-05-04", "minutes": 15, "converted_to": "requisition"},
        {"type": "task", "id": "requisition", "kind": "requisition", "actor": "school", **solved}
        | {"accepted_on": "2009-05-05", "purpose": "Flere forældre", "events": ["fest"]},
        {"type": "plan", "id": "plan", "kind": "comprehensive-plan", "title": "Tingbjerg"},
        {
            "type": "plan-activity",
            "id": "done",
            "plan": "plan",
            "held_on": "2009-03-03",
            "role": "Sparring",
        },
        {
            "type": "publication",
            "id": "reprint",
            "title": "Genoptryk",
            "kind": "handbook",
            "state": "published",
            "first_published_on": "2009-06-06",
            "edition_of": "title",
            "language": "da",
        },
        {
            "type": "publication",
            "id": "title",
            "title": "Forældre på banen",
            "kind": "handbook",
            "state": "published",
            "first_published_on": "2008-06-06",
        },
        {
            "type": "deliverable",
            "id": "project",
            "kind": "project",
            "title": "Fra Sport til Job",
            "status": "delivered",
            "year": 2009,
        },
        {
            "type": "staff-years",
            "id": "1a",
            "programme_year": 2010,
            "code": "1.a",
            "title": "Bydele",
            "half_years": 3,
        },
        {"type": "consultants", "id": "team", "year": 2010, "consultants": 5},
        {
            "type": "indicator",
            "id": "barometer",
            "title": "Indflydelse",
            "source": "Barometer",
            "year": 2009,
            "period": "forår",
            "value": "4",
            "unit": "point",
        },
        {
            "type": "earlier-figure",
            "id": "advice-2008",
            "year": 2008,
            "event_name": "F07",
            "counts": "opgaver",
            "figure": 140,
            "source": "Opfundet",
        },
    ]


def written(facts: list[dict[str, Any]]) -> list[bytes]:
    """Write facts as lines."""
    return [json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in facts]


def bring_in(session: Session, lines: list[bytes]) -> Imported:
    """Import lines."""
    return import_season(session, lines, at=AT, by=SYSTEM)


def take_out(session: Session, year: int = YEAR) -> list[bytes]:
    """Export a year."""
    events = [each.span.id for each in list_year_events(session) if each.year == year]
    return list(export_season(session, YearOf(year=year, event_ids=events)))
