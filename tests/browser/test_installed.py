"""Scanner and counter kept on the phone: they start without coverage, and renew themselves."""

import pytest
from playwright.sync_api import expect

from eventsys.web.gate import views
from eventsys.web.gate.shell import SHELLS, version_of
from tests.browser.phone import OTHER_SHORT_CODE, SHORT_CODE, Phone
from tests.browser.phone_api import NO_COVERAGE

pytestmark = pytest.mark.browser

KEPT = "async () => (await caches.keys()).sort()"
QUIET = 80_000
"""Milliseconds after which the page has looked whether anybody still touches it."""
FORMER = """async ([scans, tallies]) => {
  const asked = indexedDB.open("gate", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("devices", { keyPath: "id" });
    asked.result.createObjectStore("notes", { keyPath: "name" });
    const journal = asked.result.createObjectStore("journal", { keyPath: "id" });
    journal.createIndex("waiting", "waiting");
    journal.createIndex("device", "device");
  };
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const change = asked.result.transaction(["devices", "journal", "notes"], "readwrite");
  change.objectStore("devices").put({
    id: "device-0", label: "Nord 7", role: "scan", token: "token-0", seq: 3, admitted: 12,
    event: { slug: "fest", title: "Fest i parken" }, gates: ["Nord", "Syd"], gate: "Syd",
  });
  change.objectStore("notes").put({ name: "device", value: "device-0" });
  change.objectStore("notes").put({ name: "install", value: crypto.randomUUID() });
  const put = (kind, id, item) =>
    change.objectStore("journal").put({ id, device: "device-0", kind, waiting: 1, item });
  scans.forEach((item) => put("scan", item.scan_id, item));
  tallies.forEach((item) => put("tally", item.tally_id, item));
  await new Promise((resolve) => (change.oncomplete = resolve));
  asked.result.close();
}"""


def lose_coverage(phone):
    """Switch the phone to flight mode."""
    phone.api.down = True
    phone.page.context.set_offline(True)


def start_anew(phone, path="/scan/"):
    """Kill the tab and open the page in another one."""
    context = phone.page.context
    phone.page.close()
    again = Phone(context.new_page(), phone.url, phone.api)
    again.page.goto(f"{phone.url}{path}")
    return again


def rest(phone):
    """Let nobody touch the phone; its browser then ends workers, unless a debugger holds them."""
    debugger = phone.page.context.new_cdp_session(phone.page)
    debugger.send("ServiceWorker.enable")
    phone.page.clock.run_for(QUIET)
    for _ in range(20):
        debugger.send("ServiceWorker.stopAllWorkers")
        phone.page.wait_for_timeout(500)
        if phone.root.get_attribute("data-newer") != "1":
            return
        phone.page.clock.run_for(16_000)


def wait_for(phone, is_so):
    """Wait until something is so that the page does not tell."""
    for _ in range(100):
        if is_so():
            return
        phone.page.wait_for_timeout(100)
    raise AssertionError("It did not come to that.")


def test_a_scanner_starts_in_flight_mode_after_its_tab_was_killed(open_phone):
    phone = open_phone(forgive=NO_COVERAGE, verdicts={SHORT_CODE: "admitted"})
    phone.pair()
    phone.page.select_option("#gate", "Syd")
    phone.shows(offline="ready")
    lose_coverage(phone)
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="stored", unsent="1")
    again = start_anew(phone)
    again.shows(state="ready", unsent="1", offline="ready", decoder="ready")
    again.says("Nord 1")
    again.type_code(OTHER_SHORT_CODE)
    again.shows(verdict="stored", unsent="2")
    again.page.context.set_offline(False)
    again.api.down = False
    again.page.evaluate("dispatchEvent(new Event('online'))")
    again.shows(unsent="0", admitted="1")
    told = [(scan["seq"], scan["gate"]) for scan in phone.api.scans.values()]
    assert told == [(1, "Syd"), (2, "Syd")]


def test_a_counter_starts_in_flight_mode_after_its_tab_was_killed(open_phone):
    phone = open_phone(forgive=NO_COVERAGE, role="count")
    phone.pair("/count/")
    phone.shows(offline="ready")
    lose_coverage(phone)
    phone.page.click("[data-category=child]")
    phone.shows(count="1", unsent="1")
    again = start_anew(phone, "/count/")
    again.shows(state="ready", count="1", unsent="1")
    again.page.click("[data-category=adult]")
    again.shows(count="2", unsent="2")


def test_the_language_chosen_on_the_phone_holds_in_flight_mode(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="unpaired", offline="ready")
    phone.page.get_by_role("link", name="العربية").click()
    expect(phone.root).to_have_attribute("lang", "ar")
    phone.shows(state="unpaired")
    lose_coverage(phone)
    again = start_anew(phone)
    expect(again.root).to_have_attribute("lang", "ar")
    expect(again.root).to_have_attribute("dir", "rtl")
    again.shows(state="unpaired")
    again.page.get_by_role("link", name="Soomaali").click()
    expect(again.root).to_have_attribute("lang", "so")


def test_a_chosen_language_does_not_lose_the_pairing_link(open_phone):
    phone = open_phone()
    phone.page.goto(f"{phone.url}/scan/")
    phone.page.get_by_role("link", name="Dansk").click()
    expect(phone.root).to_have_attribute("lang", "da")
    phone.shows(state="unpaired")
    phone.page.goto("about:blank")
    phone.pair()
    expect(phone.root).to_have_attribute("lang", "da")


def test_a_browser_that_keeps_no_pages_scans_all_the_same_and_says_so(open_phone):
    phone = open_phone(service_workers="block", verdicts={SHORT_CODE: "admitted"})
    phone.pair()
    phone.shows(offline="impossible")
    phone.says("This browser cannot start the page without a connection.")
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="admitted", unsent="0")


def test_a_page_is_kept_whole_or_not_at_all(open_phone, monkeypatch):
    send, refused = views.send_page_of, []

    def fail(page, edition, language):
        if language == "ur":
            refused.append(language)
        return send(page, "none" if language == "ur" else edition, language)

    monkeypatch.setattr(views, "send_page_of", fail)
    phone = open_phone(forgive=NO_COVERAGE)
    phone.page.clock.install()
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="unpaired", offline="not-yet")
    wait_for(phone, lambda: refused and phone.page.evaluate(KEPT) == [])
    monkeypatch.setattr(views, "send_page_of", send)
    phone.page.clock.run_for(61_000)
    phone.shows(offline="ready")


def test_nothing_that_the_server_answered_to_the_phone_is_kept_with_the_page(open_phone):
    phone = open_phone(verdicts={SHORT_CODE: "admitted"})
    phone.pair()
    phone.shows(offline="ready")
    phone.page.reload()
    phone.shows(state="ready")
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="admitted", unsent="0")
    kept = phone.page.evaluate("""async () => {
      const names = await caches.keys();
      const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().map(({ url }) => new URL(url).pathname);
    }""")
    assert len(kept) == len(SHELLS["scan"]) + 6
    assert {path.split("/")[1] for path in kept} == {"scan"}


def test_a_new_edition_waits_while_somebody_works_and_then_takes_over(open_phone, publish):
    phone = open_phone(forgive=NO_COVERAGE, verdicts={SHORT_CODE: "admitted"})
    phone.page.clock.install()
    phone.pair()
    phone.shows(offline="ready")
    before = phone.page.evaluate(KEPT)
    phone.page.click("#sound")
    publish()
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    phone.shows(newer="1")
    phone.says("There is a new version of this page.")
    phone.page.fill("#code", "K7P")
    phone.page.clock.run_for(QUIET)
    phone.shows(newer="1")
    expect(phone.page.locator("#code")).to_have_value("K7P")
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="admitted", unsent="0")
    rest(phone)
    phone.shows(state="ready", newer="0", unsent="0")
    expect(phone.page.locator(f'script[src*="{version_of("scan")}"]')).to_have_count(1)
    wait_for(phone, lambda: len(kept := phone.page.evaluate(KEPT)) == 1 and kept != before)


def test_a_new_edition_that_came_during_work_is_there_at_the_next_start(open_phone, publish):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.pair()
    phone.shows(offline="ready")
    phone.page.click("#sound")
    publish()
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    phone.shows(newer="1")
    lose_coverage(phone)
    again = start_anew(phone)
    again.shows(state="ready", newer="0")
    expect(again.page.locator(f'script[src*="{version_of("scan")}"]')).to_have_count(1)


def test_what_an_old_version_kept_is_sent_by_the_new_one_and_the_phone_stays_paired(open_phone):
    phone = open_phone(verdicts={SHORT_CODE: "admitted"}, forgive=NO_COVERAGE)
    phone.page.route("**/main.js", lambda route: route.abort())
    phone.page.goto(f"{phone.url}/scan/")
    phone.page.unroute("**/main.js")
    at = {"gate": "Syd", "device_at": "2027-06-05T10:58:00.000Z"}
    first = {"scan_id": "a" * 8, "seq": 1, "code": SHORT_CODE, "direction": "in", "shown": None}
    second = first | {"scan_id": "b" * 8, "seq": 3, "code": OTHER_SHORT_CODE}
    tally = {"tally_id": "c" * 8, "seq": 2, "category": "child"}
    phone.page.evaluate(FORMER, [[first | at, second | at], [tally | at]])
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="ready", unsent="0", admitted="13")
    phone.says("Nord 7")
    expect(phone.page.locator("#gate")).to_have_value("Syd")
    assert sorted(phone.api.scans) == ["a" * 8, "b" * 8]
    assert list(phone.api.tallies) == ["c" * 8]
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="already-in", unsent="0")
    assert max(scan["seq"] for scan in phone.api.scans.values()) == 4


def test_a_page_whose_scripts_do_not_come_says_what_to_do(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.page.route("**/js/gate/journal.js", lambda route: route.fulfill(status=404))
    phone.page.goto(f"{phone.url}/scan/")
    expect(phone.page.get_by_text("The page does not start.")).not_to_be_visible()
    expect(phone.page.get_by_text("The page does not start.")).to_be_visible(timeout=15_000)
