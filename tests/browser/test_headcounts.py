"""Head counts on the phone: entered, corrected, kept without coverage, sent once."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_of
from tests.browser.phone_api import NO_COVERAGE

pytestmark = pytest.mark.browser

AT = datetime(2027, 6, 5, 12, 7, tzinfo=UTC)


def open_form(phone):
    """Pair a phone for counting and unfold the head counts."""
    phone.page.clock.set_fixed_time(AT)
    phone.pair("/count/")
    phone.page.select_option("#gate", "Nord")
    phone.page.get_by_text("Head count", exact=True).click()


def enter(phone, number):
    """Type a number and send it."""
    phone.page.fill("#heads", number)
    phone.page.get_by_role("button", name="Enter the number").click()


def test_a_head_count_is_of_the_gate_and_the_running_quarter_hour(open_phone):
    phone = open_phone(role="count")
    open_form(phone)
    enter(phone, "١٢٠")
    phone.shows(heads="1", unsent="0")
    phone.says("Entered:")
    [count] = phone.api.headcounts.values()
    assert {name: count[name] for name in count if name != "headcount_id"} == {
        "seq": 1,
        "post": "Nord",
        "slot_start": "2027-06-05T12:00:00.000Z",
        "slot_end": "2027-06-05T12:15:00.000Z",
        "kind": "in",
        "n": 120,
        "role": "sum",
        "device_at": "2027-06-05T12:07:00.000Z",
    }
    said = phone.page.locator("#entered [data-what]").inner_text()
    assert said.translate({0x2068: "", 0x2069: ""}) == "120 came in, Nord, 14:00–14:15"


def test_every_choice_goes_with_the_count(open_phone):
    phone = open_phone(role="count")
    open_form(phone)
    phone.page.fill("#post", "Broen")
    phone.page.select_option("#kind", "present")
    phone.page.select_option("#span", "60")
    phone.page.select_option("#slot", index=1)
    phone.page.check("#control")
    enter(phone, "80")
    phone.shows(heads="1", unsent="0")
    [count] = phone.api.headcounts.values()
    assert (count["post"], count["kind"], count["role"]) == ("Broen", "present", "control")
    assert (count["slot_start"], count["slot_end"]) == (
        "2027-06-05T11:00:00.000Z",
        "2027-06-05T12:00:00.000Z",
    )


def test_a_correction_is_a_row_of_its_own_with_a_reason(open_phone):
    phone = open_phone(role="count")
    open_form(phone)
    enter(phone, "1200")
    phone.shows(heads="1", unsent="0")
    phone.page.get_by_role("button", name="Correct it: ").click()
    enter(phone, "120")
    phone.says("Write why the number is corrected.")
    expect(phone.page.locator("#heads")).to_have_value("120")
    phone.page.fill("#reason", "one nought too many")
    enter(phone, "120")
    phone.says("corrected since")
    phone.shows(heads="1", unsent="0")
    first, second = phone.api.headcounts.values()
    assert (second["supersedes"], second["reason"]) == (
        first["headcount_id"],
        "one nought too many",
    )
    assert (second["n"], second["slot_start"]) == (120, first["slot_start"])
    expect(phone.page.get_by_role("button", name="Correct it: ")).to_have_count(1)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Write how many people you counted."),
        ("-5", "Write a whole number with digits only"),
        ("1,5", "Write a whole number with digits only"),
        ("mange", "Write a whole number with digits only"),
        ("2000000", "More than 1,000,000 people cannot be entered."),
    ],
)
def test_a_number_that_cannot_be_is_said_and_all_that_was_typed_stays(open_phone, typed, problem):
    phone = open_phone(role="count")
    open_form(phone)
    phone.page.fill("#post", "Broen")
    phone.page.select_option("#kind", "estimate")
    enter(phone, typed)
    phone.says(problem)
    expect(phone.page.locator("#heads")).to_be_focused()
    expect(phone.page.locator("#heads")).to_have_value(typed)
    expect(phone.page.locator("#post")).to_have_value("Broen")
    expect(phone.page.locator("#kind")).to_have_value("estimate")
    assert phone.api.headcounts == {}
    assert violations_of(phone.page) == []


def test_without_a_gate_the_place_must_be_said(open_phone):
    phone = open_phone(role="count")
    open_form(phone)
    phone.page.select_option("#gate", "")
    enter(phone, "5")
    phone.says("Write where you counted.")
    assert phone.api.headcounts == {}


def test_head_counts_and_taps_without_coverage_share_the_numbering_and_are_sent_once(open_phone):
    phone = open_phone(role="count", forgive=NO_COVERAGE)
    open_form(phone)
    phone.api.down = True
    enter(phone, "40")
    phone.shows(heads="1", unsent="1")
    phone.says("not sent yet")
    phone.page.click("[data-category=child]")
    phone.shows(unsent="2")
    phone.api.down = False
    phone.page.reload()
    phone.shows(state="ready", heads="1", count="1", unsent="0")
    assert [count["seq"] for count in phone.api.headcounts.values()] == [1]
    assert [tally["seq"] for tally in phone.api.tallies.values()] == [2]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_everybody_can_enter_and_correct_head_counts(open_phone, language, scheme):
    phone = open_phone(role="count", locale=language, color_scheme=scheme)
    phone.pair("/count/")
    phone.page.select_option("#gate", "Syd")
    phone.page.click("#heads-part summary")
    phone.page.fill("#heads", "12")
    phone.page.click("#head-count button[type=submit]")
    phone.shows(heads="1", unsent="0")
    phone.page.click("#entered button")
    assert violations_of(phone.page) == []
