"""The counter in Chromium: large buttons, undo, and a journal that outlives everything."""

import os
import signal
from contextlib import suppress

import psutil
import pytest
from playwright.sync_api import Error, expect

from tests.browser.axe import violations_of
from tests.browser.phone import SHORT_CODE, Phone
from tests.browser.phone_api import NO_COVERAGE, PhoneApi
from tests.tools.chromium import FLAGS, find_chromium

pytestmark = pytest.mark.browser

FEELING = "window.felt = []; navigator.vibrate = (...felt) => window.felt.push(felt);"


def tap(phone, category, times=1):
    """Tap a category's button."""
    for _ in range(times):
        phone.page.click(f"[data-category={category}]")


def test_forty_one_taps_and_four_undone_are_thirty_seven(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    tap(phone, "child", 20)
    tap(phone, "adult", 21)
    phone.shows(count="41", child="20", adult="21")
    for _ in range(4):
        phone.page.click("#undo")
    phone.shows(count="37", child="20", adult="17", unsent="0")
    tallies = list(phone.api.tallies.values())
    undone = [tally["undoes"] for tally in tallies if "undoes" in tally]
    assert sorted(tally["seq"] for tally in tallies) == list(range(1, 46))
    assert len(set(undone)) == 4
    assert {phone.api.tallies[name]["category"] for name in undone} == {"adult"}


def test_taps_without_coverage_outlive_a_reload_and_are_sent_once(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.pair("/count/")
    phone.api.down = True
    tap(phone, "child", 3)
    phone.shows(count="3", unsent="3")
    phone.page.reload()
    phone.shows(state="ready", count="3", unsent="3")
    phone.page.click("#undo")
    phone.shows(count="2", unsent="4")
    phone.api.down = False
    phone.page.reload()
    phone.shows(count="2", unsent="0")
    assert [tally["seq"] for tally in phone.api.tallies.values()] == [1, 2, 3, 4]


def test_a_tap_that_was_sent_can_still_be_undone(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    tap(phone, "adult")
    phone.shows(count="1", unsent="0")
    phone.page.reload()
    phone.shows(count="1")
    phone.page.click("#undo")
    phone.shows(count="0", unsent="0")
    expect(phone.page.locator("#undo")).to_be_disabled()


def test_undo_is_large_right_after_a_tap(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    phone.page.clock.install()
    tap(phone, "child")
    phone.shows(fresh="1")
    phone.says("One child more")
    phone.page.clock.fast_forward(10_001)
    phone.shows(fresh="0")
    expect(phone.page.locator("#undo")).to_be_enabled()


def test_scanner_and_counter_of_one_phone_share_the_numbering(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    tap(phone, "child")
    phone.shows(count="1", unsent="0")
    phone.page.get_by_role("link", name="Check tickets").click()
    phone.shows(state="ready")
    phone.type_code(SHORT_CODE)
    phone.shows(verdict="unknown", unsent="0")
    (scan,) = phone.api.scans.values()
    assert scan["seq"] == 2


def start_on(playwright, folder, url):
    """Start a browser that keeps its storage in a folder, with a phone of its own."""
    browser = playwright.chromium.launch_persistent_context(
        str(folder), executable_path=find_chromium(), args=FLAGS, locale="en"
    )
    return browser, Phone(browser.pages[0], url, PhoneApi())


def kill(folder):
    """End all processes of the browser of a folder at once, as an empty battery does."""
    for process in psutil.process_iter(["cmdline"]):
        if any(str(folder) in word for word in process.info["cmdline"] or ()):
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)


def test_taps_outlive_a_phone_that_dies_before_they_are_sent(playwright, gate_url, tmp_path):
    browser, phone = start_on(playwright, tmp_path / "storage", gate_url)
    phone.pair("/count/")
    phone.shows(offline="ready", seconds=20)
    phone.api.down = True
    tap(phone, "child", 20)
    tap(phone, "adult", 21)
    phone.shows(count="41")
    for _ in range(4):
        phone.page.click("#undo")
    phone.shows(count="37", unsent="45")
    kill(tmp_path / "storage")
    with suppress(Error):
        browser.close()

    browser, again = start_on(playwright, tmp_path / "storage", gate_url)
    again.api.down = True
    browser.set_offline(True)
    again.page.goto(f"{gate_url}/count/")
    again.shows(state="ready", count="37", child="20", adult="17", unsent="45")
    browser.set_offline(False)
    again.api.down = False
    again.page.reload()
    again.shows(count="37", unsent="0")
    assert sorted(tally["seq"] for tally in again.api.tallies.values()) == list(range(1, 46))
    browser.close()


def test_each_tap_is_of_the_gate_that_is_chosen(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    for gate in ("Nord", "Syd"):
        phone.page.select_option("#gate", gate)
        tap(phone, "child")
    phone.shows(count="2", unsent="0")
    assert [tally["gate"] for tally in phone.api.tallies.values()] == ["Nord", "Syd"]


def test_the_counter_shows_how_many_are_inside_while_that_is_fresh(open_phone):
    phone = open_phone()
    phone.page.clock.install()
    phone.pair("/count/")
    phone.shows(inside="120")
    phone.says("\u2068120\u2069 of \u2068500\u2069")
    expect(phone.page.locator("#full")).to_be_hidden()
    phone.api.inside = 500
    phone.page.clock.run_for(61_000)
    phone.shows(inside="500")
    phone.says("Full: let nobody in until somebody leaves.")
    phone.api.inside = None
    phone.page.clock.run_for(301_000)
    phone.shows(inside="")
    expect(phone.page.locator("#full")).to_be_hidden()


def test_a_tap_is_felt_and_an_undo_feels_different(open_phone):
    phone = open_phone()
    phone.page.add_init_script(
        "navigator.vibrate = (...felt) => { (window.felt ??= []).push(felt); }"
    )
    phone.pair("/count/")
    tap(phone, "child")
    phone.shows(count="1")
    phone.page.click("#undo")
    phone.shows(count="0")
    tapped, undone = phone.page.evaluate("window.felt")
    assert tapped != undone


def test_the_counter_is_used_by_keys_alone_and_says_each_number(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    phone.page.focus("[data-category=child]")
    said = phone.page.get_by_role("status").filter(visible=True)
    for number in ("1", "2"):
        phone.page.keyboard.press("Enter")
        expect(said).to_have_text(f"One child more: \u2068{number}\u2069")
    phone.page.keyboard.press("Space")
    phone.shows(child="3", unsent="0")
    phone.page.focus("#undo")
    phone.page.keyboard.press("Enter")
    expect(said).to_have_text("One child taken back: \u20682\u2069")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_everybody_can_use_the_counter(open_phone, language, scheme):
    phone = open_phone(locale=language, color_scheme=scheme)
    phone.pair("/count/")
    tap(phone, "child")
    phone.shows(count="1", unsent="0")
    assert violations_of(phone.page) == []
