"""The scanner judges by itself: by its list of tickets, without coverage or with a slow one."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_of
from tests.browser.phone import SHORT_CODE
from tests.browser.phone_api import NO_COVERAGE, TicketList, ticket
from tests.browser.test_scanner import FULL, KEPT

pytestmark = pytest.mark.browser

CODES = [f"{number:024}" for number in range(9)]
MOST_MS = 300
SAME_MS = 3000


@pytest.fixture
def listed_phone(open_phone):
    """A paired phone with a list of tickets: `listed_phone([ticket(code)], unknown="red")`."""

    def start(tickets, *, answers=None, settings=None, **options):
        phone = open_phone(forgive=NO_COVERAGE, verdicts=answers or {}, **options)
        phone.api.listed = TicketList(tickets, **(settings or {}))
        phone.pair()
        phone.shows(list="ready", tickets=str(len(tickets)))
        return phone

    return start


def read(phone, code, verdict, **states):
    phone.type_code(code)
    phone.shows(verdict=verdict, judging="0", **states)


def tone(phone):
    return phone.page.locator("#result").get_attribute("data-tone")


def back_online(phone, **states):
    phone.api.down = False
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.shows(unsent="0", **states)


def test_the_list_says_how_many_tickets_are_here_and_from_when(listed_phone):
    phone = listed_phone([ticket(code) for code in CODES])
    phone.says(re.compile("Ready: .9. tickets, fetched"))


def test_before_the_first_list_the_page_says_so(open_phone):
    phone = open_phone()
    phone.pair()
    phone.shows(list="none")
    phone.says("No list of tickets yet")


def test_a_whole_session_without_coverage_is_judged_and_sent_once(listed_phone):
    tickets = [
        ticket(CODES[0], SHORT_CODE),
        ticket(CODES[1], state="blocked"),
        ticket(CODES[2], state="deregistered"),
        ticket(CODES[3], **{"in": [1]}),
        ticket(CODES[4], flags=8),
    ]
    phone = listed_phone(tickets, answers=dict.fromkeys(CODES, "admitted"))
    phone.api.down = True
    read(phone, SHORT_CODE, "admitted", judge="phone", admitted="1", unsent="1")
    read(phone, CODES[1], "blocked")
    assert tone(phone) == "stop"
    read(phone, CODES[2], "deregistered")
    read(phone, CODES[3], "already-in")
    read(phone, CODES[4], "staff")
    read(phone, "7" * 24, "unknown", offer="unknown")
    phone.page.reload()
    phone.shows(state="ready", unsent="6", admitted="1", list="ready")
    phone.page.wait_for_timeout(SAME_MS)
    read(phone, CODES[0], "already-in", unsent="7", admitted="1")
    back_online(phone, network="sent")
    assert len(phone.api.scans) == 7
    assert [scan["seq"] for scan in phone.api.scans.values()] == list(range(1, 8))
    assert [scan["shown"] for scan in phone.api.scans.values()] == [
        *("admitted", "blocked", "deregistered", "already-in", "staff", "unknown", "already-in")
    ]
    assert sorted(phone.api.deliveries) == sorted(phone.api.scans)


def test_two_phones_without_coverage_both_let_one_ticket_in_and_the_second_is_told(listed_phone):
    north, south = (
        listed_phone([ticket(CODES[0])], answers={CODES[0]: "admitted"}) for _ in range(2)
    )
    south.api.scans = north.api.scans
    for phone in (north, south):
        phone.api.down = True
        read(phone, CODES[0], "admitted", admitted="1")
        phone.blanks()
    back_online(south, admitted="1")
    back_online(north, admitted="0", late="1")
    north.says("shown as “\u2068Welcome\u2069”, but it is “\u2068Already in\u2069”")
    expect(north.page.locator("#result")).to_be_empty()
    assert south.root.get_attribute("data-late") is None
    north.page.click("#late button")
    expect(north.page.locator("#late")).to_be_hidden()


@pytest.mark.parametrize(("button", "category"), [("adult", "adult"), ("child", "child")])
def test_who_has_no_known_ticket_is_let_in_and_noted(listed_phone, button, category):
    phone = listed_phone([])
    phone.api.down = True
    read(phone, CODES[0], "unknown", offer="unknown")
    assert tone(phone) == "caution"
    phone.page.click(f"[data-let-in={button}]")
    phone.shows(said=f"let-in-{category}", offer="none", unsent="2")
    phone.blanks()
    phone.page.reload()
    phone.shows(unsent="2")
    phone.api.verdicts[CODES[0]] = "admitted"
    back_online(phone)
    [tally], [scan] = phone.api.tallies.values(), phone.api.scans.values()
    assert (tally["linked_scan_id"], tally["category"]) == (scan["scan_id"], category)
    assert (scan["code"], scan["shown"]) == (CODES[0], "unknown")
    read(phone, CODES[0], "already-in")


def test_where_the_event_wants_it_nobody_unknown_is_let_in(listed_phone):
    phone = listed_phone([], settings={"unknown": "red"})
    read(phone, CODES[0], "unknown", offer="none")
    assert tone(phone) == "stop"
    phone.says("Do not let in. Call the organiser.")


def test_a_silent_network_keeps_nobody_waiting(listed_phone):
    phone = listed_phone([ticket(code) for code in CODES])
    phone.api.silent = True
    took = []
    for number, code in enumerate(CODES[:5], 1):
        read(phone, code, "admitted", judge="phone", results=str(number))
        took.append(int(phone.root.get_attribute("data-took")))
    assert sorted(took)[2] <= MOST_MS, took


def test_the_server_s_answer_counts_when_it_is_quick(listed_phone):
    phone = listed_phone([ticket(CODES[0])], answers={CODES[0]: "blocked"})
    phone.page.evaluate("performance.now = () => 0")
    read(phone, CODES[0], "blocked", judge="server", unsent="0")


def test_a_graver_answer_that_comes_late_leaves_the_next_person_s_verdict_alone(listed_phone):
    phone = listed_phone(
        [ticket(CODES[0]), ticket(CODES[1])],
        answers={CODES[0]: "blocked", CODES[1]: "admitted"},
    )
    phone.api.delay_ms = 1200
    read(phone, CODES[0], "admitted", judge="phone")
    read(phone, CODES[1], "admitted", results="2")
    phone.shows(late="1", verdict="admitted", results="2")
    phone.says("but it is “\u2068Blocked\u2069”")
    phone.api.delay_ms = 0
    phone.shows(unsent="0", admitted="1")
    phone.api.down = True
    read(phone, CODES[0], "blocked")


def test_a_revoked_phone_keeps_what_it_holds_and_asks_for_a_new_code(listed_phone):
    phone = listed_phone([ticket(CODES[0])])
    phone.api.down = True
    read(phone, CODES[0], "admitted", unsent="1")
    phone.api.refusal = (403, "E_REVOKED")
    phone.api.down = False
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.shows(state="disconnected", unsent="1")
    phone.says("Your scans are kept on the phone.")


def test_the_list_is_fetched_on_from_where_it_broke_off_and_new_tickets_come(listed_phone):
    phone = listed_phone([ticket(code) for code in CODES[:5]], settings={"page": 2})
    assert phone.api.listed.asked == ["", "2", "4"]
    phone.api.listed.tickets.append(ticket(CODES[7]))
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.shows(tickets="6")
    phone.api.down = True
    read(phone, CODES[7], "admitted")


def test_out_stands_only_where_people_may_come_back(listed_phone):
    strict = listed_phone([])
    expect(strict.page.locator("#way")).to_be_hidden()
    strict.page.close()
    phone = listed_phone([ticket(CODES[0])], settings={"reentry": True})
    phone.api.down = True
    read(phone, CODES[0], "admitted")
    phone.page.get_by_text("Going out").click()
    read(phone, CODES[0], "out")
    phone.page.locator("#way-in").check()
    read(phone, CODES[0], "re-entry")
    back_online(phone)
    assert [scan["direction"] for scan in phone.api.scans.values()] == ["in", "out", "in"]


def test_the_last_scan_can_be_taken_back_and_the_person_with_it(listed_phone):
    phone = listed_phone([ticket(CODES[0])], answers={CODES[0]: "admitted"})
    expect(phone.page.locator("#undo")).to_be_disabled()
    phone.api.down = True
    read(phone, CODES[0], "admitted", admitted="1", undoable="1")
    phone.page.click("#undo")
    phone.shows(verdict="undone", admitted="0", undoable="0")
    read(phone, CODES[0], "admitted", admitted="1")
    back_online(phone)
    first, undo, _ = phone.api.scans.values()
    assert (undo["direction"], undo["undoes"]) == ("undo", first["scan_id"])
    assert undo["code_hash"] == first["code_hash"]


def test_the_holder_s_needs_and_another_day_stand_on_the_verdict(listed_phone):
    other = {"no": 2, "starts_at": "2027-06-12T10:00:00Z", "ends_at": "2027-06-12T16:00:00Z"}
    now = {"no": 1, "starts_at": "2020-01-01T10:00:00Z", "ends_at": "2027-06-05T16:00:00Z"}
    phone = listed_phone(
        [
            ticket(CODES[0], flags=1),
            ticket(CODES[1], flags=2),
            ticket(CODES[2], valid=[2]),
            ticket(CODES[3], flags=4, state="blocked"),
        ],
        settings={"occasions": [now, other]},
    )
    phone.api.down = True
    read(phone, CODES[0], "admitted")
    phone.says("Child alone: give a band, call the organiser.")
    read(phone, CODES[1], "admitted")
    phone.says("Ask the organiser.")
    read(phone, CODES[2], "admitted")
    phone.says(re.compile("The ticket is for .*June"))
    read(phone, CODES[3], "test")
    phone.says(re.compile("In earnest it would be: .Blocked"))


def test_a_phone_that_cannot_keep_a_reading_shows_no_verdict(listed_phone):
    phone = listed_phone([ticket(CODES[0])])
    phone.page.evaluate(f"() => {{ {FULL} }}")
    phone.type_code(CODES[0])
    phone.shows(unsaved="1")
    assert phone.root.get_attribute("data-verdict") is None


def test_the_phone_holds_hashes_and_none_of_the_codes(listed_phone):
    phone = listed_phone([ticket(CODES[0], SHORT_CODE)], answers={CODES[0]: "admitted"})
    read(phone, CODES[0], "admitted", unsent="0")
    kept = json.dumps(phone.page.evaluate(KEPT))
    assert CODES[0] not in kept
    assert SHORT_CODE not in kept


def test_everybody_can_use_the_offer(listed_phone):
    phone = listed_phone([], locale="ar", reduced_motion="reduce")
    phone.api.down = True
    read(phone, CODES[0], "unknown", offer="unknown")
    assert violations_of(phone.page) == []


def press_keys(phone, text, *, gap):
    """Press keys and Enter, each so many seconds after the other by the keyboard's own clock.

    However busy the machine is, the page is told when a key went down.
    """
    keyboard, at = phone.page.context.new_cdp_session(phone.page), time.time()
    for number, key in enumerate([*text, "Enter"]):
        pressed = {"key": key, "timestamp": at + number * gap}
        written = {"text": "\r", "windowsVirtualKeyCode": 13} if key == "Enter" else {"text": key}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **pressed, **written})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})


def test_a_scanner_that_types_is_heard_wherever_the_page_stands(listed_phone):
    phone = listed_phone([ticket(CODES[0])])
    phone.api.down = True
    phone.page.focus("#sound")
    press_keys(phone, f"HTTPS://A.EXAMPLE/T/{CODES[0]}", gap=0.01)
    phone.shows(verdict="admitted", results="1")
    expect(phone.page.locator("#sound")).to_have_attribute("aria-pressed", "true")
    press_keys(phone, "SLOW12", gap=0.15)
    phone.page.wait_for_timeout(3 * MOST_MS)
    phone.shows(results="1")


def test_in_quick_mode_a_good_verdict_makes_room_at_once_and_the_switches_are_kept(listed_phone):
    phone = listed_phone([ticket(CODES[0])])
    phone.api.down = True
    phone.page.click("#quick")
    phone.page.click("#sound")
    phone.page.reload()
    phone.shows(state="ready", list="ready")
    expect(phone.page.locator("#quick")).to_have_attribute("aria-pressed", "true")
    expect(phone.page.locator("#sound")).to_have_attribute("aria-pressed", "false")
    read(phone, CODES[0], "admitted")
    expect(phone.page.locator("#result")).to_be_empty(timeout=1500)


def test_five_wrong_codes_in_a_minute_are_a_gentle_pause(listed_phone):
    phone = listed_phone([])
    for _ in range(5):
        phone.type_code("K7PQ-2MXD")
    phone.says("Five wrong codes.")
    expect(phone.page.locator("#code")).to_be_disabled()
    expect(phone.page.locator("#code")).to_be_enabled(timeout=9000)
