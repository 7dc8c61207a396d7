"""What the phone may lose is said in time: a full phone, a private window, an empty battery."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_of
from tests.browser.phone import OTHER_SHORT_CODE, SHORT_CODE
from tests.browser.phone_api import NO_COVERAGE

pytestmark = pytest.mark.browser

AGAIN = 3500
"""Milliseconds within which the alarm is heard once more."""
FILLED = """
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    const asked = put.apply(this, given);
    if (window.noRoom) {
      this.transaction.abort();
    }
    return asked;
  };
"""
LISTENING = """
  window.cries = 0;
  navigator.vibrate = (pattern) => (window.cries += pattern[0] === 400 ? 1 : 0);
  const start = OscillatorNode.prototype.start;
  window.sounds = 0;
  OscillatorNode.prototype.start = function (at) {
    window.sounds += this.frequency.value === 160 ? 1 : 0;
    return start.call(this, at);
  };
"""
FIREFOX_PRIVATE = "delete Navigator.prototype.serviceWorker"
SAFARI_PRIVATE = """StorageManager.prototype.getDirectory = () =>
  Promise.reject(new DOMException("no", "UnknownError"))"""
PROMISE = "StorageManager.prototype.persist = async () => {}"
ROOM = "StorageManager.prototype.estimate = async () => ({{ quota: 60e6, usage: {} }})"
BATTERY = """
  window.battery = Object.assign(new EventTarget(), { level: 0.5, charging: false });
  navigator.getBattery = async () => window.battery;
"""
DRAIN = """(change) => {
  Object.assign(window.battery, change);
  window.battery.dispatchEvent(new Event("levelchange"));
}"""


def fill_up(phone):
    """Let the phone have no room left: the browser undoes each change as a whole."""
    phone.page.evaluate("() => { window.noRoom = true; }")


def test_a_scan_on_a_full_phone_is_an_alarm_until_it_is_written_down(open_phone):
    phone = open_phone(verdicts={OTHER_SHORT_CODE: "admitted"})
    phone.page.add_init_script(FILLED + LISTENING)
    phone.pair()
    phone.page.click("#sound")
    fill_up(phone)
    phone.type_code(SHORT_CODE)
    phone.shows(unsaved="1", unsent="0")
    phone.says("NOT SAVED")
    assert violations_of(phone.page) == []
    phone.page.wait_for_timeout(AGAIN)
    cries, sounds = phone.page.evaluate("[cries, sounds]")
    assert cries >= 2
    assert cries == sounds
    assert phone.api.scans == {}
    phone.page.evaluate("() => { window.noRoom = false; }")
    phone.page.click("#unsaved button")
    phone.shows(unsaved="0")
    cries = phone.page.evaluate("[cries, sounds]")
    phone.page.wait_for_timeout(AGAIN)
    assert phone.page.evaluate("[cries, sounds]") == cries
    phone.type_code(OTHER_SHORT_CODE)
    phone.shows(verdict="admitted", unsent="0")
    assert [scan["seq"] for scan in phone.api.scans.values()] == [1]


def test_a_tap_on_a_full_phone_is_not_counted_and_an_alarm(open_phone):
    phone = open_phone(role="count")
    phone.page.add_init_script(FILLED + LISTENING)
    phone.pair("/count/")
    fill_up(phone)
    phone.page.click("[data-category=child]")
    phone.shows(unsaved="1", count="0", unsent="0")
    cries, sounds = phone.page.evaluate("[cries, sounds]")
    assert cries >= 1
    assert cries == sounds
    assert violations_of(phone.page) == []


@pytest.mark.parametrize("private", [FIREFOX_PRIVATE, SAFARI_PRIVATE])
def test_a_private_window_is_told_before_the_phone_is_connected(open_phone, private):
    phone = open_phone()
    phone.page.add_init_script(private)
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="unpaired", window="no")
    phone.says("This looks like a private window.")
    assert violations_of(phone.page) == []


@pytest.mark.parametrize(("answer", "told"), [("false", "no"), ("true", "yes"), ("", "unknown")])
def test_a_browser_that_promises_nothing_is_told(open_phone, answer, told):
    phone = open_phone()
    phone.page.add_init_script(PROMISE.replace("{}", answer or "undefined"))
    phone.pair()
    phone.shows(promised=told, window="yes")
    line = phone.page.get_by_text("The browser does not promise to keep")
    expect(line).to_be_visible(visible=told == "no")


@pytest.mark.parametrize(("used", "told"), [("50e6", "no"), ("10e6", "yes")])
def test_a_phone_that_is_nearly_full_is_told(open_phone, used, told):
    phone = open_phone()
    phone.page.add_init_script(ROOM.format(used))
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="unpaired", room=told)
    line = phone.page.get_by_text("The phone is nearly full.")
    expect(line).to_be_visible(visible=told == "no")


def test_a_low_battery_nags_while_something_is_not_sent(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.page.add_init_script(BATTERY)
    phone.pair()
    phone.shows(battery="well")
    phone.page.evaluate(DRAIN, {"level": 0.2})
    phone.shows(battery="well")
    phone.api.down = True
    phone.type_code(SHORT_CODE)
    phone.shows(unsent="1", battery="low")
    phone.says("The battery is low")
    assert violations_of(phone.page) == []
    phone.page.evaluate(DRAIN, {"charging": True})
    phone.shows(battery="well")
    phone.page.evaluate(DRAIN, {"charging": False})
    phone.shows(battery="low")
    phone.api.down = False
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.shows(unsent="0", battery="well")
