"""A day at the gate through the camera, without coverage, and what the real server makes of it."""

from itertools import chain

import pytest
import qrcode
from playwright.sync_api import expect

from eventsys.checkin.cases.values import CaseKind
from eventsys.checkin.devices.operations import revoke_device
from eventsys.checkin.models import Device
from eventsys.core import clock
from eventsys.core.codes import digest_of
from eventsys.core.principal import SYSTEM
from eventsys.events.operations import cancel
from eventsys.registration.models import Ticket
from eventsys.registration.tickets.operations import block
from eventsys.web.gate.shell import version_of
from tests.browser.gate.park import ONLINE
from tests.browser.test_scanner import FULL

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

TICKET, GAP = 12, 10
"""Tenths of a second for which the film shows a ticket, and nothing."""
LONG_GAP = 40
SUPERMARKET = "5701234567899"
SCANS = "**/api/v1/scans"


def shown(phone):
    """Tell what the volunteer saw, reading after reading."""
    return [row["item"]["shown"] for row in phone.scans()]


def fresh(verdicts):
    """Leave out what a slow machine read once more."""
    return [verdict for verdict in verdicts if verdict != "already-in"]


def ids(phone, kind="scan"):
    return [row["id"] for row in phone.rows(kind)]


@pytest.fixture
def three_tickets(park, cameras):
    """Before the camera: a good ticket, a blocked one, another good one, and from the beginning."""
    good, blocked, other = park.register(3)
    with park.day() as (session, _):
        ticket = session.query(Ticket).filter_by(code_hash=digest_of(blocked.code)).one()
        block(session, ticket, "lost", at=clock.now(), by=SYSTEM)
    scenes = [((park.picture(each), TICKET), (None, GAP)) for each in (good, blocked, other)]
    cameras.film(*chain.from_iterable(scenes), (None, LONG_GAP))


@pytest.mark.usefixtures("three_tickets")
def test_a_session_before_the_camera_without_coverage_is_all_on_the_server_afterwards(
    park, cameras
):
    phone = cameras.phone()
    phone.lose_coverage()
    phone.look()
    phone.wait_for(lambda: shown(phone).count("admitted") == 2)
    phone.look_away()
    before = shown(phone)
    assert fresh(before)[:3] == ["admitted", "blocked", "admitted"]
    phone.page.reload()
    phone.shows(state="ready", unsent=str(len(before)), admitted="2")
    phone.look()
    phone.wait_for(lambda: len(shown(phone)) > len(before))
    phone.look_away()
    made, seen = ids(phone), shown(phone)
    assert seen[: len(before)] == before
    assert set(seen[len(before) :]) <= {"already-in", "blocked"}
    phone = phone.start_anew()
    phone.shows(state="ready", unsent=str(len(made)), admitted="2")
    assert park.scans() == []
    phone.find_coverage()
    phone.shows(unsent="0", admitted="2", network="sent")
    arrived = [(scan.seq, scan.scan_id, scan.shown) for scan in park.scans()]
    assert arrived == list(zip(range(1, len(made) + 1), made, seen, strict=True))
    count = park.count()
    assert (count.admitted, count.walk_ins) == (2, 0)


def test_who_came_in_at_one_gate_with_coverage_is_in_at_the_other_without(park, cameras):
    [ticket] = park.register(1)
    cameras.film((park.picture(ticket), TICKET))
    nord, syd = cameras.phone("Nord"), cameras.phone("Syd")
    nord.look()
    nord.shows(verdict="admitted", admitted="1", unsent="0", seconds=30)
    nord.look_away()
    fetch_list(syd)
    syd.lose_coverage()
    syd.look()
    syd.shows(verdict="already-in", judge="phone", admitted="0", unsent="1", seconds=30)
    syd.look_away()
    syd.find_coverage()
    syd.shows(unsent="0")
    count = park.count()
    assert {gate: came.admitted for gate, came in count.by_gate.items()} == {"Nord": 1, "Syd": 0}


def fetch_list(phone):
    """Let a phone fetch what is new in its list."""
    with phone.page.expect_response("**/api/v1/roster*") as told:
        phone.page.evaluate(ONLINE)
    told.value.finished()


def test_of_a_phone_that_is_disconnected_only_what_it_had_read_before_counts(park, cameras):
    first, second = park.register(2)
    phone = cameras.phone()
    phone.lose_coverage()
    read(phone, cameras, park.picture(first))
    with park.day() as (session, _):
        revoke_device(session, session.query(Device).one(), at=clock.now(), by=SYSTEM)
    read(phone, cameras, park.picture(second))
    phone.shows(unsent="2", admitted="2")
    made = ids(phone)
    phone.find_coverage()
    phone.shows(unsent="0", state="disconnected")
    assert [(scan.scan_id, scan.quarantined) for scan in park.scans()] == [
        (made[0], False),
        (made[1], True),
    ]
    assert park.count().admitted == 1
    assert [case.kind for case in park.cases()] == [CaseKind.LATE]


def read(phone, cameras, picture, verdict="admitted"):
    """Hold one ticket before a phone's camera, until the volunteer sees what it comes to."""
    before = len(phone.scans())
    cameras.film((picture, TICKET))
    phone.look()
    phone.wait_for(lambda: len(phone.scans()) > before)
    phone.look_away()
    assert shown(phone)[before] == verdict


def test_what_the_camera_reads_and_the_phone_cannot_keep_is_an_alarm_and_no_welcome(park, cameras):
    [ticket] = park.register(1)
    cameras.film((park.picture(ticket), TICKET))
    phone = cameras.phone()
    phone.page.evaluate(f"() => {{ {FULL} }}")
    phone.look()
    phone.shows(unsaved="1", seconds=30)
    phone.says("NOT SAVED")
    assert phone.root.get_attribute("data-verdict") is None
    assert (phone.scans(), park.scans()) == ([], [])


def test_without_coverage_the_camera_tells_who_comes_that_the_event_was_called_off(park, cameras):
    [ticket] = park.register(1)
    cameras.film((park.picture(ticket), TICKET))
    phone = cameras.phone()
    with park.day() as (session, event):
        cancel(session, event, at=clock.now(), by=SYSTEM)
    fetch_list(phone)
    phone.lose_coverage()
    phone.look()
    phone.shows(verdict="cancelled-event", judge="phone", admitted="0", unsent="1", seconds=30)
    phone.says("Event cancelled")
    phone.look_away()
    phone.find_coverage()
    phone.shows(unsent="0", admitted="0")
    assert park.count().came == 0


ORDERS = [
    *("NS", "SN", "NSN"),
    *(pytest.param(order, marks=pytest.mark.long) for order in ("NNS", "NSS", "SNS", "SSN", "SNN")),
]


@pytest.mark.parametrize("order", ORDERS)
def test_one_ticket_at_two_gates_without_coverage_is_one_person_and_one_case(park, cameras, order):
    """The order in which they send; who comes again before the end had lost the answer."""
    [ticket] = park.register(1)
    cameras.film((park.picture(ticket), TICKET))
    phones = {name[0]: cameras.phone(name) for name in ("Nord", "Syd")}
    for phone in phones.values():
        phone.lose_coverage()
        phone.look()
        phone.shows(verdict="admitted", admitted="1", unsent="1", seconds=30)
        phone.look_away()
    made = [ids(phone) for phone in phones.values()]
    for number, name in enumerate(order, 1):
        if name in order[number:]:
            lose_the_answer(phones[name])
        else:
            phones[name].find_coverage()
            phones[name].shows(unsent="0", network="sent")
    assert [[scan.scan_id] for scan in park.scans()] == made
    count = park.count()
    assert (count.admitted, count.walk_ins) == (1, 0)
    assert {gate: came.admitted for gate, came in count.by_gate.items()} == {"Nord": 1, "Syd": 0}
    [case] = park.cases()
    assert case.kind is CaseKind.TWICE
    assert [line.gate for line in case.lines] == ["Nord", "Syd"]


def lose_the_answer(phone):
    """Let the phone's batch arrive, and the answer not, before it is in flight mode again."""
    answered = []

    def lose(route):
        if not answered:
            answered.append(route.fetch().status)
        route.abort("connectionreset")

    phone.page.route(SCANS, lose)
    phone.find_coverage()
    phone.wait_for(lambda: answered)
    phone.lose_coverage()
    phone.page.unroute(SCANS)
    phone.shows(unsent="1")
    assert answered == [200]


def test_who_is_let_in_by_tickets_newer_than_the_list_is_counted_once(park, cameras):
    park.register(1)
    phone = cameras.phone()
    phone.lose_coverage()
    pictures = [*map(park.picture, park.register(2)), qrcode.make(SUPERMARKET).get_image()]
    for picture in pictures:
        read(phone, cameras, picture, "unknown")
        phone.page.click("[data-let-in=child]")
        phone.shows(offer="none", said="let-in-child")
    scans, tallies = ids(phone), phone.rows("tally")
    linked = {row["item"]["linked_scan_id"] for row in tallies}
    assert (len(tallies), len(linked), linked <= set(scans)) == (3, 3, True)
    phone.page.route(SCANS, lambda route: route.fulfill(status=400, body="{}"))
    phone.find_coverage()
    phone.shows(unsent=str(len(scans)))
    before = park.count()
    assert (before.admitted, before.walk_ins, before.came) == (0, 3, 3)
    phone.page.unroute(SCANS)
    phone.find_coverage()
    phone.shows(unsent="0")
    after = park.count()
    assert (after.admitted, after.walk_ins, after.came) == (2, 1, 3)
    assert [scan.scan_id for scan in park.scans()] == scans
    assert park.cases() == []


UPDATE = "navigator.serviceWorker.getRegistration().then((one) => one.update())"


def test_what_the_camera_read_under_an_old_version_is_sent_by_the_new_one(park, cameras, publish):
    [ticket] = park.register(1)
    phone = cameras.phone()
    phone.page.route(SCANS, lambda route: route.abort())
    read(phone, cameras, park.picture(ticket))
    publish()
    phone.page.evaluate(UPDATE)
    phone.shows(newer="1", unsent="1")
    phone.lose_coverage()
    made, phone = ids(phone), phone.start_anew()
    phone.shows(state="ready", newer="0", unsent="1", admitted="1")
    expect(phone.page.locator(f'script[src*="{version_of("scan")}"]')).to_have_count(1)
    phone.find_coverage()
    phone.shows(unsent="0", admitted="1")
    assert [scan.scan_id for scan in park.scans()] == made
    assert park.count().admitted == 1
