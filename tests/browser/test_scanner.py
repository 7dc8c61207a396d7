"""The scanner in Chromium: its own page, camera, decoder and journal; the API is laid down."""

import re

import pytest
import qrcode
from playwright.sync_api import expect

from tests.browser.axe import violations_of
from tests.browser.camera import film_of, flags_for
from tests.browser.phone import CODE, OTHER_SHORT_CODE, SHORT_CODE, TICKET
from tests.browser.phone_api import NO_COVERAGE, PAIRING_CODE
from tests.browser.server import serving_pages

pytestmark = pytest.mark.browser

WORDS = {
    "admitted": ("good", "Welcome"),
    "re-entry": ("good", "Welcome back"),
    "staff": ("good", "Staff"),
    "out": ("neutral", "Out"),
    "undone": ("neutral", "Undone"),
    "test": ("neutral", "Practice ticket"),
    "already-in": ("caution", "Already in"),
    "waiting": ("caution", "Waiting list"),
    "unknown": ("caution", "Unknown"),
    "blocked": ("stop", "Blocked"),
    "replaced": ("stop", "Replaced"),
    "deregistered": ("stop", "Given back"),
    "cancelled-event": ("stop", "Event cancelled"),
    "other-event": ("stop", "Other event"),
}
NO_CAMERA = """navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException("no", "{}"))"""
FULL = """IDBObjectStore.prototype.put = () => {
  throw new DOMException("full", "QuotaExceededError");
}"""
NO_STORE = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }"
KEPT = """async () => {
  const asked = indexedDB.open("gate");
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const names = [...asked.result.objectStoreNames];
  const rows = await Promise.all(names.map((name) => new Promise((resolve) => {
    const all = asked.result.transaction(name).objectStore(name).getAll();
    all.onsuccess = () => resolve(all.result);
  })));
  return JSON.stringify(rows) + JSON.stringify(localStorage) + document.cookie;
}"""


def test_the_pairing_link_connects_the_phone_and_leaves_the_address_bar(open_phone):
    phone = open_phone()
    phone.pair()
    assert phone.page.url == f"{phone.url}/scan/"
    phone.says("International Dag ved søerne")
    phone.says("Nord 1")
    assert phone.page.locator("#gate option").all_inner_texts() == ["No gate chosen", "Nord", "Syd"]


def test_a_link_opened_in_the_same_tab_connects_the_phone_too(open_phone):
    phone = open_phone()
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="unpaired")
    phone.page.evaluate(f"location.hash = '{PAIRING_CODE}'")
    phone.shows(state="ready")
    assert phone.page.url == f"{phone.url}/scan/"


def test_a_code_that_does_not_work_says_what_to_do_and_another_can_be_typed(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.page.goto(f"{phone.url}/scan/#OLD-CODE")
    phone.says("This code does not work.")
    phone.page.fill("#pairing-code", "")
    phone.page.click("#pairing button")
    phone.says("Type the pairing code.")
    phone.page.fill("#pairing-code", PAIRING_CODE)
    phone.page.click("#pairing button")
    phone.shows(state="ready")


def test_a_phone_that_is_connected_stays_so_when_its_old_link_is_opened_again(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.pair()
    phone.page.goto("about:blank")
    phone.page.goto(f"{phone.url}/scan/#{PAIRING_CODE}")
    phone.shows(state="ready", pairing="refused")
    phone.says("This phone is still connected as before.")


def test_a_phone_paired_for_counting_goes_to_the_counter(open_phone):
    phone = open_phone(role="count")
    phone.page.goto(f"{phone.url}/scan/#{PAIRING_CODE}")
    expect(phone.page).to_have_url(f"{phone.url}/count/")
    phone.shows(state="ready")


def test_a_ticket_before_the_camera_is_admitted_once(open_phone, launch_browser, tmp_path):
    scenes = [(qrcode.make(TICKET).get_image(), 15), (None, 40)]
    camera = launch_browser(flags_for(film_of(tmp_path / "ticket.y4m", scenes)))
    phone = open_phone(on=camera, permissions=["camera"], verdicts={TICKET: "admitted"})
    phone.pair()
    phone.page.click("#start")
    phone.shows(scanning="1", camera="640x480")
    phone.shows(verdict="admitted", results="1", admitted="1", unsent="0", seconds=15)
    phone.blanks()
    phone.shows(verdict="already-in", results="2", admitted="1", unsent="0", seconds=15)
    phone.says("since \u206812:02\u2069 at \u2068Syd\u2069")
    assert [scan["code"] for scan in phone.api.scans.values()] == [CODE, CODE]


def test_a_ticket_held_out_again_at_once_is_the_same_ticket(open_phone, launch_browser, tmp_path):
    scenes = [(qrcode.make(TICKET).get_image(), 15), (None, 17)]
    camera = launch_browser(flags_for(film_of(tmp_path / "ticket.y4m", scenes)))
    phone = open_phone(on=camera, permissions=["camera"], verdicts={TICKET: "admitted"})
    phone.pair()
    phone.page.click("#start")
    phone.shows(verdict="admitted", seconds=15)
    phone.shows(verdict="same", seconds=15)
    assert phone.page.locator("#result").get_attribute("data-tone") == "neutral"
    assert len(phone.api.scans) == 1


def test_a_ticket_that_this_gate_let_in_a_moment_ago_is_the_same_ticket(open_phone):
    phone = open_phone(verdicts={SHORT_CODE: "admitted"})
    phone.api.first = {"at": "2027-06-05T10:59:58Z", "gate": None}
    phone.pair()
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="admitted")
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="same", admitted="1")
    assert phone.page.locator("#result").get_attribute("data-tone") == "neutral"


def test_the_camera_reads_without_coverage_once_the_page_was_opened(
    open_phone, launch_browser, tmp_path
):
    film = film_of(tmp_path / "ticket.y4m", [(qrcode.make(TICKET).get_image(), 10)])
    camera = launch_browser(flags_for(film))
    phone = open_phone(on=camera, permissions=["camera"], forgive=NO_COVERAGE)
    phone.pair()
    phone.shows(decoder="ready")
    phone.page.context.set_offline(True)
    phone.api.down = True
    phone.page.click("#start")
    phone.shows(scanning="1", verdict="stored", unsent="1", seconds=15)


def test_a_decoder_that_does_not_come_is_fetched_at_the_next_try(
    open_phone, launch_browser, tmp_path
):
    film = film_of(tmp_path / "ticket.y4m", [(qrcode.make(TICKET).get_image(), 10)])
    camera = launch_browser(flags_for(film))
    phone = open_phone(
        on=camera, permissions=["camera"], forgive=NO_COVERAGE, service_workers="block"
    )
    phone.page.route("**/*.wasm", lambda route: route.abort())
    phone.pair()
    phone.page.click("#start")
    phone.shows(camera="no-answer", scanning="0")
    phone.says("There was no answer.")
    phone.page.unroute("**/*.wasm")
    phone.page.click("#start")
    phone.shows(scanning="1", verdict="unknown", seconds=15)


@pytest.mark.parametrize("text", ["5701234567899", "https://example.org/menu", "x" * 300])
def test_any_other_code_before_the_camera_is_a_verdict(open_phone, launch_browser, tmp_path, text):
    film = film_of(tmp_path / "other.y4m", [(qrcode.make(text).get_image(), 10)], share=0.95)
    camera = launch_browser(flags_for(film))
    phone = open_phone(on=camera, permissions=["camera"])
    phone.pair()
    phone.page.click("#start")
    phone.shows(verdict="unknown", unsent="0", seconds=15)
    assert [set(scan) & {"code", "code_hash"} for scan in phone.api.scans.values()] == [
        {"code_hash"}
    ]
    assert text not in phone.page.evaluate(KEPT)


def test_each_verdict_has_its_colour_and_word(open_phone):
    phone = open_phone()
    phone.pair()
    seen = {}
    for verdict in WORDS:
        phone.api.verdicts[SHORT_CODE] = verdict
        phone.api.scans.clear()
        phone.type_code(SHORT_CODE)
        phone.shows(verdict=verdict)
        result = phone.page.locator("#result")
        seen[verdict] = (
            result.get_attribute("data-tone"),
            result.locator(".word").inner_text(),
        )
    assert seen == WORDS


def test_a_verdict_that_the_page_does_not_know_yet_calls_for_the_organiser(open_phone):
    phone = open_phone(verdicts={SHORT_CODE: "something-new"})
    phone.pair()
    phone.type_code(SHORT_CODE)
    phone.says("Ask the organiser")
    phone.shows(verdict="something-new")


def test_the_short_code_may_be_typed_in_groups_and_is_checked_on_the_phone(open_phone):
    phone = open_phone(verdicts={"k7pq-2mxc": "admitted"})
    phone.pair()
    phone.type_code("K7PQ-2MXD")
    phone.says("A character of the code is wrong.")
    phone.type_code("K7PQ")
    phone.says("A short code has eight letters and digits.")
    assert phone.api.scans == {}
    phone.type_code("k7pq-2mxc")
    phone.shows(verdict="admitted", unsent="0")
    expect(phone.page.locator("#code-error")).to_be_empty()


def test_without_coverage_a_scan_is_stored_and_sent_when_there_is_some(open_phone):
    phone = open_phone(forgive=NO_COVERAGE, verdicts={SHORT_CODE: "admitted"})
    phone.pair()
    phone.api.down = True
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="stored", unsent="1", admitted="0")
    phone.says("Stored, not judged")
    phone.type_code(OTHER_SHORT_CODE)
    phone.shows(unsent="2")
    phone.page.reload()
    phone.shows(state="ready", unsent="2", network="later")
    phone.api.down = False
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.shows(unsent="0", admitted="1", network="sent")
    assert [scan["seq"] for scan in phone.api.scans.values()] == [1, 2]


def test_an_answer_that_takes_too_long_is_not_waited_for(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.pair()
    phone.api.silent = True
    phone.type_code(SHORT_CODE)
    phone.shows(judging="1")
    phone.shows(verdict="stored", unsent="1", seconds=6)


def test_a_lost_answer_is_asked_for_again_and_the_scan_counts_once(open_phone):
    phone = open_phone(forgive=NO_COVERAGE, verdicts={SHORT_CODE: "admitted"})
    phone.pair()
    phone.api.loses_answers = True
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="stored", unsent="1")
    phone.api.loses_answers = False
    phone.page.reload()
    phone.shows(unsent="0", admitted="1")
    assert len(phone.api.scans) == 1
    assert set(phone.api.deliveries) == set(phone.api.scans)
    assert len(phone.api.deliveries) >= 2


@pytest.mark.parametrize("refusal", [(401, "E_DEVICE"), (403, "E_REVOKED")])
def test_a_phone_that_is_no_longer_connected_keeps_its_scans(open_phone, refusal):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.pair()
    phone.api.refusal = refusal
    phone.type_code(SHORT_CODE)
    phone.shows(state="disconnected", unsent="1")
    phone.says("Your scans are kept on the phone.")
    phone.api.refusal = None
    phone.page.reload()
    phone.shows(state="ready", unsent="0")


def test_the_chosen_gate_goes_with_each_scan_and_outlives_a_reload(open_phone):
    phone = open_phone()
    phone.pair()
    phone.page.select_option("#gate", "Syd")
    phone.page.reload()
    phone.shows(state="ready")
    expect(phone.page.locator("#gate")).to_have_value("Syd")
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="unknown", unsent="0")
    assert [scan["gate"] for scan in phone.api.scans.values()] == ["Syd"]


@pytest.mark.parametrize(
    ("error", "problem", "text"),
    [
        ("NotAllowedError", "refused", "The browser may not use the camera."),
        ("NotFoundError", "missing", "No camera was found."),
        ("NotReadableError", "busy", "The camera does not answer."),
    ],
)
def test_a_camera_that_cannot_be_used_says_why_and_points_to_the_code(
    open_phone, error, problem, text
):
    phone = open_phone()
    phone.page.add_init_script(NO_CAMERA.format(error))
    phone.pair()
    phone.page.click("#start")
    phone.shows(camera=problem, scanning="0")
    phone.says(text)
    expect(phone.page.locator("#start")).to_be_visible()


def test_without_a_secure_connection_the_page_says_so_and_takes_typed_codes(
    open_phone, launch_browser, tmp_path
):
    elsewhere = launch_browser(["--host-resolver-rules=MAP gate.example 127.0.0.1"])
    with serving_pages(tmp_path, host="gate.example") as url:
        phone = open_phone(on=elsewhere, url=url, forgive="Cross-Origin-Opener-Policy")
        phone.pair()
        phone.shows(camera="insecure")
        phone.says("The camera works only over a secure connection (https).")
        phone.type_code(SHORT_CODE)
        phone.shows(verdict="unknown", unsent="0")
        phone.page.close()


def test_a_scan_that_cannot_be_kept_is_a_loud_alarm_until_it_is_written_down(open_phone):
    phone = open_phone()
    phone.pair()
    phone.page.evaluate(f"() => {{ {FULL} }}")
    phone.type_code(SHORT_CODE)
    phone.shows(unsaved="1")
    phone.says("NOT SAVED")
    assert phone.api.scans == {}
    phone.page.click("#unsaved button")
    phone.shows(unsaved="0")


def test_a_browser_that_keeps_nothing_is_told_apart(open_phone):
    phone = open_phone()
    phone.page.add_init_script(NO_STORE)
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="broken")
    phone.says("This browser keeps nothing.")


def test_no_code_stays_on_the_phone_once_it_is_answered(open_phone):
    phone = open_phone(verdicts={SHORT_CODE: "admitted"})
    phone.pair()
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="admitted", unsent="0")
    kept = phone.page.evaluate(KEPT)
    assert re.search("token-1", kept)
    assert not re.search(f"{SHORT_CODE}|{PAIRING_CODE}", kept)


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_everybody_can_use_the_scanner(open_phone, language, scheme):
    phone = open_phone(locale=language, color_scheme=scheme, reduced_motion="reduce")
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="unpaired")
    assert violations_of(phone.page) == []
    phone.pair()
    assert violations_of(phone.page) == []
    phone.api.verdicts[SHORT_CODE] = "already-in"
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="already-in")
    assert violations_of(phone.page) == []
