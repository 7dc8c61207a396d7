"""The end of a shift: what waits is sent, then the phone forgets; unsent rows hold it back."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_of
from tests.browser.phone import SHORT_CODE
from tests.browser.phone_api import NO_COVERAGE, PAIRING_CODE

pytestmark = pytest.mark.browser

HELD = """async () => {
  const held = {};
  for (const { name } of await indexedDB.databases()) {
    const asked = indexedDB.open(name);
    await new Promise((resolve) => (asked.onsuccess = resolve));
    for (const table of asked.result.objectStoreNames) {
      const all = asked.result.transaction(table).objectStore(table).getAll();
      held[table] = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
    }
    asked.result.close();
  }
  return { held, local: { ...localStorage }, session: { ...sessionStorage },
    cookies: document.cookie, state: history.state };
}"""


def end_shift(phone):
    """Ask to end the shift."""
    phone.page.click("#end-shift")


def clear(phone):
    """Clear the phone, which the dialog must offer."""
    phone.page.get_by_role("button", name="End and clear this phone").click()
    phone.shows(state="unpaired")
    phone.says("This phone is cleared.")


def tap(phone, times=1):
    """Count children."""
    for _ in range(times):
        phone.page.click("[data-category=child]")


@pytest.mark.parametrize("path", ["/scan/", "/count/"])
def test_after_the_shift_the_phone_holds_only_the_name_of_its_installation(open_phone, path):
    phone = open_phone()
    phone.pair("/count/")
    tap(phone, 3)
    phone.shows(count="3", unsent="0")
    phone.page.goto(f"{phone.url}{path}")
    phone.shows(state="ready")
    end_shift(phone)
    phone.shows(handover="clear")
    clear(phone)
    kept = phone.page.evaluate(HELD)
    [note] = kept["held"].pop("notes")
    assert note["name"] == "install"
    assert all(rows == [] for rows in kept["held"].values()), kept
    assert (kept["local"], kept["session"], kept["cookies"]) == ({}, {}, "")
    assert "token-1" not in json.dumps(kept)
    phone.page.reload()
    phone.shows(state="unpaired")
    expect(phone.page.locator("#cleared")).to_be_hidden()


def test_what_waits_is_sent_before_the_phone_is_cleared(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.pair("/count/")
    phone.api.down = True
    tap(phone, 2)
    phone.shows(count="2", unsent="2")
    phone.api.down = False
    end_shift(phone)
    phone.shows(handover="clear", unsent="0")
    clear(phone)
    assert len(phone.api.tallies) == 2


def test_a_phone_with_unsent_rows_says_how_many_and_is_not_cleared(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.pair("/count/")
    phone.api.down = True
    tap(phone, 2)
    phone.shows(unsent="2")
    end_shift(phone)
    phone.shows(handover="unsent")
    phone.says("Not sent yet: \u20682\u2069")
    expect(phone.page.get_by_role("button", name="End and clear this phone")).to_be_hidden()
    phone.page.get_by_role("button", name="Go on working").click()
    phone.shows(handover="closed", state="ready")
    tap(phone)
    phone.shows(count="3", unsent="3")
    end_shift(phone)
    phone.shows(handover="unsent")
    phone.api.down = False
    phone.page.get_by_role("button", name="Try again").click()
    phone.shows(handover="clear", unsent="0")
    clear(phone)
    assert len(phone.api.tallies) == 3


def test_a_phone_that_was_revoked_hands_in_and_ends(open_phone):
    phone = open_phone(forgive=NO_COVERAGE)
    phone.pair()
    phone.api.refusal = (403, "E_REVOKED")
    phone.type_code(SHORT_CODE)
    phone.shows(state="disconnected", unsent="1")
    end_shift(phone)
    phone.shows(handover="unsent")
    phone.api.refusal = None
    phone.page.get_by_role("button", name="Try again").click()
    phone.shows(handover="clear")
    clear(phone)
    assert len(phone.api.scans) == 1


LATE = """async () => {
  const asked = indexedDB.open("gate");
  await new Promise((resolve) => (asked.onsuccess = resolve));
  addEventListener("pagehide", () => {
    const change = asked.result.transaction("notes", "readwrite");
    change.objectStore("notes").put({ name: "roster", device: "device-1" });
    change.commit();
  });
}"""


def test_what_is_written_while_the_phone_is_cleared_goes_too(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    phone.page.evaluate(LATE)
    end_shift(phone)
    phone.shows(handover="clear")
    clear(phone)
    kept = phone.page.evaluate(HELD)["held"]
    assert [note["name"] for note in kept["notes"]] == ["install"]


def test_another_page_of_the_phone_forgets_too(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    other = phone.page.context.new_page()
    phone.api.serve(other)
    other.goto(f"{phone.url}/scan/")
    expect(other.locator("html")).to_have_attribute("data-state", "ready")
    end_shift(phone)
    phone.shows(handover="clear")
    clear(phone)
    expect(other.locator("html")).to_have_attribute("data-state", "unpaired")


def test_a_cleared_phone_can_be_paired_anew(open_phone):
    phone = open_phone()
    phone.pair("/count/")
    end_shift(phone)
    phone.shows(handover="clear")
    clear(phone)
    phone.api.unused_codes.add(PAIRING_CODE)
    phone.pair("/count/")
    tap(phone)
    phone.shows(count="1", unsent="0")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_everybody_can_end_a_shift(open_phone, language, scheme):
    phone = open_phone(locale=language, color_scheme=scheme, forgive=NO_COVERAGE)
    phone.pair("/count/")
    end_shift(phone)
    phone.shows(handover="clear")
    assert violations_of(phone.page) == []
    phone.page.click("#handover [data-close]")
    phone.api.down = True
    tap(phone)
    phone.shows(unsent="1")
    end_shift(phone)
    phone.shows(handover="unsent")
    assert violations_of(phone.page) == []
