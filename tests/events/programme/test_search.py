"""Searching the programme finds what the filters of the database find, and words besides."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventsys.core.localtime import from_local
from eventsys.core.months import Month, month_of, read_month
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.operations import cancel
from eventsys.events.programme.queries import list_upcoming
from eventsys.events.programme.rules import ProgrammeFilter
from eventsys.events.programme.search import Search, search
from eventsys.events.rules import Audience, EventKind
from eventsys.places.models import District
from eventsys.places.operations import VenueDetails, add_locality, add_venue
from tests.factories import AT, make_event, make_family, occasions_on

DANISH, ENGLISH, ARABIC = Language.DANISH, Language.ENGLISH, Language.ARABIC


@pytest.fixture
def programme(session):
    """Three events that differ in all that can be asked for."""
    valby = session.scalars(select(District).filter_by(slug="valby")).one()
    hill = add_locality(session, valby, "hoejen", "Højen", at=AT, by=SYSTEM)
    details = VenueDetails(name="Ærtehaven", address="Ågade 1", locality=hill)
    venue = add_venue(session, valby, details, at=AT, by=SYSTEM)
    make_event(
        session,
        slug="fest",
        titles={DANISH: "Fødselsdagsfest", ARABIC: "حفلة عيد الميلاد"},
        bodies={DANISH: "Lagkage til alle."},
        audience=Audience.CHILDREN,
        spoken=frozenset({DANISH, ARABIC}),
    )
    make_event(
        session,
        slug="kursus",
        titles={DANISH: "Medborgerskab", ENGLISH: "Citizenship"},
        bodies={},
        kind=EventKind.COURSE,
        days=(3, 40),
        capacity=0,
    )
    make_event(
        session,
        slug="vaerksted",
        titles={DANISH: "Værksted", Language.TURKISH: "Işık atölyesi"},
        kind=EventKind.WORKSHOP,
        occasions=occasions_on(venue, (5,)),
        spoken=frozenset({Language.SOMALI}),
    )
    return list_upcoming(session, AT)


def found(programme, language=DANISH, at=AT, **asked):
    return [each.event.slug for each in search(programme, Search(**asked), language, at)]


def test_everything_is_found_by_the_start_of_its_next_occasion(programme):
    assert found(programme) == ["kursus", "vaerksted", "fest"]
    assert found(programme, at=AT + timedelta(days=4)) == ["vaerksted", "fest", "kursus"]


@pytest.mark.parametrize(
    ("text", "language", "slugs"),
    [
        ("fodsel", DANISH, ["fest"]),
        ("FØDSELSDAGSFEST lag", DANISH, ["fest"]),
        ("fest", DANISH, []),
        ("norrebro", DANISH, ["kursus", "fest"]),
        ("vaerksted", DANISH, ["vaerksted"]),
        ("aertehaven", DANISH, ["vaerksted"]),
        ("hojen", DANISH, ["vaerksted"]),
        ("agade", DANISH, ["vaerksted"]),
        ("hans tavsens", DANISH, ["kursus", "fest"]),
        ("citizen", DANISH, []),
        ("citizen", ENGLISH, ["kursus"]),
        ("medborger", ENGLISH, ["kursus"]),
        ("ميلاد", ARABIC, ["fest"]),
        ("isik", Language.TURKISH, ["vaerksted"]),
        ("ISIK ATOLYE", Language.TURKISH, ["vaerksted"]),
        ("?!", DANISH, ["kursus", "vaerksted", "fest"]),
    ],
)
def test_words_are_looked_for_in_the_pages_language_and_in_danish(programme, text, language, slugs):
    assert found(programme, language, text=text) == slugs


FILTERS = [
    ProgrammeFilter(),
    ProgrammeFilter(empty=True),
    ProgrammeFilter(districts=frozenset({"valby"})),
    ProgrammeFilter(districts=frozenset({"valby", "noerrebro"})),
    ProgrammeFilter(districts=frozenset({"nowhere"})),
    ProgrammeFilter(kinds=frozenset({EventKind.COURSE, EventKind.WORKSHOP})),
    ProgrammeFilter(audiences=frozenset({Audience.CHILDREN})),
    ProgrammeFilter(spoken=frozenset({ARABIC, Language.SOMALI})),
    ProgrammeFilter(kinds=frozenset({EventKind.PUBLIC}), spoken=frozenset({ARABIC})),
    ProgrammeFilter(kinds=frozenset({EventKind.COURSE}), districts=frozenset({"valby"})),
]


@pytest.mark.parametrize("asked", FILTERS)
def test_a_filter_finds_what_the_feed_finds(session, programme, asked):
    assert found(programme, filter=asked) == [
        view.slug for view in list_upcoming(session, AT, asked)
    ]


@pytest.mark.parametrize(
    ("month", "slugs"),
    [
        (Month(2026, 5), ["kursus", "vaerksted", "fest"]),
        (Month(2026, 6), ["kursus"]),
        (Month(2026, 7), []),
    ],
)
def test_a_month_finds_what_has_an_occasion_in_it(programme, month, slugs):
    assert found(programme, month=month) == slugs


def test_the_occasion_shown_is_the_first_that_fits(programme):
    (june,) = search(programme, Search(month=Month(2026, 6)), DANISH, AT)
    assert [occasion.no for occasion in june.occasions] == [2]


def test_free_places_leave_out_what_is_full_cancelled_or_closed(session):
    make_event(session, slug="a-free")
    make_event(session, slug="b-full", capacity=0)
    make_event(session, slug="c-drop-in", takes_registrations=False, capacity=None)
    make_event(session, slug="d-closed", registration_closes_at=AT - timedelta(hours=1))
    make_event(session, slug="e-later", registration_opens_at=AT + timedelta(hours=1))
    cancel(session, make_event(session, slug="f-off"), at=AT, by=SYSTEM)
    make_family(session, make_event(session, slug="g-last", capacity=1))
    assert found(list_upcoming(session, AT), only_free=True) == ["a-free", "c-drop-in", "e-later"]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2027-06", Month(2027, 6)),
        ("2027-13", None),
        ("2027-6", None),
        ("1027-06", None),
        ("٢٠٢٧-٠٦", None),
        ("2027-06\n", None),
        ("", None),
    ],
)
def test_a_month_is_read_as_it_is_written(text, month):
    assert read_month(text) == month
    assert month is None or str(month) == text


def test_months_are_local_and_go_over_the_years_end():
    assert month_of(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == Month(2027, 1)
    assert Month(2026, 12).shifted(1) == Month(2027, 1)
    assert Month(2027, 1).shifted(-1) == Month(2026, 12)
    assert Month(2027, 1).starts_at == from_local(datetime(2027, 1, 1))  # noqa: DTZ001 -- a local time has no zone yet
