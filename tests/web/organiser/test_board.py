"""The live board says what the attendance page says, costs little, and answers 304 in between."""

from datetime import timedelta

import pytest

from eventsys.attendance.board.rules import Fullness, fullness_of
from eventsys.checkin.arrivals.operations import mend
from eventsys.checkin.desk.operations import desk_device
from eventsys.checkin.models import Arrival, Device
from eventsys.checkin.rules import Direction
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.queries import get_event
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
    make_tally,
)
from tests.watch import watch_statements

PAGE = "/organiser/events/fest-1/board"
MINUTE = timedelta(minutes=1)


class Day:
    """An event with ten places that is on now, and a phone at its northern gate."""

    def __init__(self, app):
        self.app, self.at = app, clock.now()
        with app.app_context(), transaction() as session:
            event = make_event(session, at=self.at, days=(0, 7), capacity=10)
            family = make_family(session, event, 6, at=self.at - MINUTE)
            self.codes = [each.code for each in codes_of(session, family)]
            self.token = make_device(session, event, "Nord", at=self.at).token

    def scan(self, *codes, **changes):
        self.send(record_scans, [make_scan(code, self.at, **changes) for code in codes])

    def count(self, number):
        self.send(record_tallies, [make_tally(self.at) for _ in range(number)])

    def send(self, record, rows):
        with self.app.app_context(), transaction() as session:
            record(session, self.token, batch_of(*rows, sent_at=self.at), at=self.at)


@pytest.fixture
def day(app):
    return Day(app)


def said(page, name):
    """Read an element of the board, by its class or by what is watched."""
    elements = [each for each in page.elements() if name in each.get("class", "").split()]
    return [" ".join("".join(each.itertext()).split()) for each in elements]


def test_the_board_tells_who_is_inside_and_who_came(organiser_client, day):
    day.scan(*day.codes[:3], device_at=day.at - MINUTE)
    day.scan(day.codes[0], direction=Direction.OUT)
    day.count(2)
    page = organiser_client.page(PAGE)
    assert said(page, "inside") == ["4 inde nu af højst 10"]
    assert said(page, "figures")[0] == "kom 5 med billet 3 uden billet 2"
    assert alarms(page) == []


def alarms(page):
    """Read the alarms; the last two boxes are shown by the script alone."""
    return said(page, "alert")[:-2]


@pytest.mark.parametrize(
    ("counted", "alarm"),
    [
        (2, []),
        (3, ["Næsten fuldt: plads til 1 mere."]),
        (4, ["Fuldt: Luk først flere ind, når nogen går."]),
        (6, ["Fuldt: 2 personer for meget."]),
    ],
)
def test_the_board_raises_the_alarm_in_words_when_it_gets_full(
    organiser_client, day, counted, alarm
):
    day.scan(*day.codes)
    day.count(counted)
    assert alarms(organiser_client.page(PAGE)) == alarm


def test_an_event_without_a_limit_is_never_full():
    assert [fullness_of(99, None), fullness_of(89, 100)] == [Fullness.ROOM, Fullness.ROOM]
    assert [fullness_of(90, 100), fullness_of(100, 100)] == [Fullness.NEARLY, Fullness.FULL]


def test_each_date_has_a_board_of_its_own(organiser_client, day):
    day.scan(day.codes[0])
    assert said(organiser_client.page(f"{PAGE}?occasion=2"), "inside") == ["0 inde nu af højst 10"]
    assert organiser_client.get(f"{PAGE}?occasion=9").status_code == 200
    assert organiser_client.get("/organiser/events/none/board").status_code == 404


def test_nothing_new_is_304_by_one_question_beside_the_sign_in(organiser_client, day):
    day.scan(day.codes[0])
    etag = organiser_client.get(PAGE).headers["ETag"]
    with watch_statements() as statements:
        again = organiser_client.get(PAGE, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    of_the_board = [each for each in statements if "arrival" in each]
    with watch_statements() as signed_in:
        organiser_client.get("/organiser/events/none/board")
    assert len(of_the_board) == 1
    assert len(statements) <= len(signed_in)


def test_each_new_scan_and_tally_is_a_new_answer(organiser_client, day):
    tags = [organiser_client.get(PAGE).headers["ETag"]]
    for change in (
        lambda: day.scan(day.codes[0], device_at=day.at - MINUTE),
        lambda: day.scan(day.codes[0], direction=Direction.OUT),
        lambda: day.count(1),
        lambda: day.send(record_tallies, [make_tally(day.at, linked_scan_id="x" * 36)]),
    ):
        change()
        tags.append(organiser_client.get(PAGE).headers["ETag"])
    assert len(set(tags)) == len(tags)


def test_the_desk_is_no_phone_on_the_board(app, organiser_client, day):
    with app.app_context(), transaction() as session:
        desk_device(session, get_event(session, "fest-1"), at=day.at - 9 * MINUTE)
    assert said(organiser_client.page(PAGE), "phones") == ["Telefoner 1"]


def test_numbers_that_were_wrong_in_the_night_say_so_for_a_week(app, organiser_client, day):
    day.scan(day.codes[0])
    with app.app_context(), transaction() as session:
        arrival = session.query(Arrival).one()
        arrival.admitted += 3
        mend(session, arrival.occasion_id, at=day.at)
    (warning,) = alarms(organiser_client.page(PAGE))
    assert warning.endswith("var 3 forkerte. De er rettet. Sig det til os.")


def test_a_silent_phone_and_what_it_holds_stand_on_the_board(app, organiser_client, day):
    with app.app_context(), transaction() as session:
        phone = session.query(Device).one()
        phone.last_seen_at, phone.told_unsent = day.at - 6 * MINUTE, 14
    assert said(organiser_client.page(PAGE), "phones") == ["Telefoner 1 Stille 1 Ikke sendt 14"]
    day.scan(day.codes[0])
    assert said(organiser_client.page(PAGE), "phones") == ["Telefoner 1 Ikke sendt 14"]
