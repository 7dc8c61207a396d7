"""Organisers find events by what they know of them, on both databases."""

from datetime import date, timedelta

import pytest

from eventsys.core.principal import SYSTEM, Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.events.assistants.queries import reach_of
from eventsys.events.occasions.operations import cancel_occasion
from eventsys.events.office.queries import find_events, read_lines
from eventsys.events.office.rules import OfficeFilter, Shelf
from eventsys.events.operations import archive, cancel, create_event
from eventsys.events.queries import list_occasions
from eventsys.events.rules import Attends, EventKind, EventStatus
from eventsys.people.rules import RoleName
from eventsys.places.models import District
from eventsys.places.operations import find_or_add_venue
from tests.factories import (
    AT,
    make_account,
    make_draft,
    make_event,
    make_family,
    make_plan,
    occasions_on,
)

DANISH, ENGLISH, ARABIC = Language.DANISH, Language.ENGLISH, Language.ARABIC
DAY = date(2026, 5, 4)


def slugs(session, **asked):
    return [row.slug for row in find_events(session, OfficeFilter(**asked), at=AT).rows]


def lines(session, **asked):
    found = find_events(session, OfficeFilter(**asked), at=AT)
    return read_lines(session, found, found.rows)


@pytest.fixture
def year(session):
    """A draft, events to come, one that is over, one cancelled, one in the archive."""
    make_draft(session, slug="kladde", days=(9,), kind=EventKind.WORKSHOP)
    make_event(session, slug="fest", days=(3, 8))
    make_event(session, slug="forloeb", days=(-3, 2), kind=EventKind.COURSE)
    make_event(session, slug="forbi", days=(-30,))
    cancel(session, make_event(session, slug="aflyst", days=(5,)), at=AT, by=SYSTEM)
    archive(session, make_event(session, slug="gammel", days=(-400,)), at=AT, by=SYSTEM)


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("shelf", "found"),
    [
        (Shelf.COMING, ["forloeb", "fest", "aflyst", "kladde"]),
        (Shelf.PAST, ["forbi"]),
        (Shelf.ARCHIVE, ["gammel"]),
        (Shelf.ALL, ["kladde", "fest", "aflyst", "forloeb", "forbi", "gammel"]),
    ],
)
def test_every_event_stands_on_its_shelf_in_the_order_one_looks_for_it(session, shelf, found):
    assert slugs(session, shelf=shelf) == found


@pytest.mark.usefixtures("year")
def test_the_list_is_narrowed_by_status_kind_and_days(session):
    everything = {"shelf": Shelf.ALL}
    assert slugs(session, status=EventStatus.DRAFT, **everything) == ["kladde"]
    assert slugs(session, kind=EventKind.COURSE, **everything) == ["forloeb"]
    last = DAY + timedelta(days=3)
    assert slugs(session, first_day=DAY, last_day=last, **everything) == ["fest", "forloeb"]
    assert slugs(session, last_day=DAY - timedelta(days=4), **everything) == ["forbi", "gammel"]
    assert slugs(session, first_day=last + timedelta(days=1)) == ["fest", "aflyst", "kladde"]


def test_a_day_lasts_from_midnight_to_midnight_where_the_event_is(session):
    make_event(session, slug="sen", at=AT.replace(hour=22), days=(7,))  # 00:00 to 03:00 there
    assert slugs(session, first_day=date(2026, 5, 12), last_day=date(2026, 5, 12)) == ["sen"]
    assert slugs(session, last_day=date(2026, 5, 11)) == []


def test_words_are_found_in_titles_of_all_languages_in_places_and_in_the_address(session):
    titles = {DANISH: "Fødselsdagsfest", ENGLISH: "Birthday party", ARABIC: "حفلة عيد الميلاد"}
    make_event(session, slug="juli-fest", titles=titles, bodies={})
    make_event(session, slug="andet", titles={DANISH: "Kursus"}, bodies={DANISH: "Fest"})
    searches = [
        "fodselsdag",
        "dagsfest",
        "birthday",
        "الميلاد",
        "hans tav fest",
        "juli",
        "noerrebro birth",
    ]
    assert [slugs(session, text=text) for text in searches] == [["juli-fest"]] * len(searches)
    assert slugs(session, text="kursus birthday") == []


def test_a_district_finds_what_takes_place_there(session):
    [district] = session.query(District).filter_by(slug="valby")
    hall = find_or_add_venue(session, district, "Valbyhallen", at=AT, by=SYSTEM)
    make_event(session, slug="valby", occasions=occasions_on(hall, [7]))
    moved = make_event(session, slug="begge", days=(3,))
    make_event(session, slug="norden")
    assert slugs(session, district="valby") == ["valby"]
    assert slugs(session, district="noerrebro") == ["begge", "norden"]
    assert moved.slug == "begge"


def test_ones_own_events_are_those_one_made(session):
    me = Principal(PrincipalKind.ACCOUNT, 7)
    create_event(session, make_plan(session, slug="min"), at=AT, by=me)
    make_event(session, slug="deres")
    assert slugs(session, made_by=str(me)) == ["min"]


def test_who_may_see_some_events_finds_no_other(session):
    account = make_account(session, "amal@example.org", RoleName.EVENT_ASSISTANT)
    make_event(session, slug="fest")
    held = frozenset({RoleName.EVENT_ASSISTANT})
    reach = reach_of(session, account.id, held, frozenset(RoleName))
    assert slugs(session, within=reach.event_ids) == []
    assert slugs(session, within=None) == ["fest"]


def test_a_line_tells_when_where_and_how_many_places_are_taken(session):
    event = make_event(session, slug="fest", days=(3, 8), capacity=40)
    make_family(session, event, 5)
    make_event(session, slug="valg", days=(4, 6, 9), attends=Attends.ONE, capacity=10)
    fest, valg = lines(session)
    assert (fest.taken, fest.capacity, fest.takes_registrations) == (5, 40, True)
    assert (valg.taken, valg.capacity) == (0, 30)
    assert [fest.next_occasion(AT + timedelta(days=day)) for day in (0, 4, 99)] == [
        fest.occasions[0],
        fest.occasions[1],
        fest.occasions[1],
    ]
    titles = [(fest.title(each), fest.title_language(each)) for each in (ENGLISH, ARABIC)]
    assert titles == [("Party 1", ENGLISH), ("Fest 1", DANISH)]


def test_a_date_that_is_called_off_counts_nowhere(session):
    event = make_event(session, slug="valg", days=(4, 6), attends=Attends.ONE, capacity=10)
    first = list_occasions(session, event)[0]
    cancel_occasion(session, event, first, at=AT, by=SYSTEM)
    [line] = lines(session)
    assert (len(line.occasions), line.capacity) == (1, 10)
    assert slugs(session, last_day=DAY + timedelta(days=4)) == []


def test_an_event_without_a_limit_has_no_capacity(session):
    make_event(session, capacity=None)
    [line] = lines(session, text="fest")
    assert line.capacity is None


@pytest.mark.parametrize(
    ("asked", "is_narrow"),
    [
        ({}, False),
        ({"shelf": Shelf.PAST, "within": frozenset()}, False),
        ({"text": "fest"}, True),
        ({"last_day": DAY}, True),
        ({"made_by": "account:1"}, True),
    ],
)
def test_a_shelf_alone_narrows_nothing_down(asked, is_narrow):
    assert OfficeFilter(**asked).is_narrow is is_narrow
