"""Where a phone has several cameras, the volunteer chooses, and the choice is kept."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FAKE = "--use-fake-device-for-media-stream"
ALLOWED = "--use-fake-ui-for-media-stream"
IN_USE = "document.querySelector('#camera').srcObject.getVideoTracks()[0].getSettings().deviceId"


def start(phone):
    """Start the camera and wait until it is looked through."""
    phone.page.click("#start")
    phone.shows(scanning="1")


def test_another_camera_is_looked_through_at_once_and_after_a_reload(open_phone, launch_browser):
    # The browser without windows names its cameras anew with each page.
    two = launch_browser([f"{FAKE}=device-count=2", ALLOWED], whole=True)
    phone = open_phone(on=two)
    phone.pair()
    start(phone)
    choice = phone.page.locator("#cameras")
    expect(choice.locator("option")).to_have_count(2)
    first = phone.page.evaluate(IN_USE)
    assert choice.input_value() == first
    other = 1 - choice.evaluate("each => each.selectedIndex")
    choice.select_option(index=other)
    phone.shows(lens=str(other), scanning="1")
    chosen = choice.input_value()
    assert chosen != first
    assert phone.page.evaluate(IN_USE) == chosen
    phone.page.reload()
    phone.shows(state="ready")
    start(phone)
    assert phone.page.evaluate(IN_USE) == chosen


def test_one_camera_is_no_choice(open_phone, launch_browser):
    phone = open_phone(on=launch_browser([f"{FAKE}=device-count=1", ALLOWED]))
    phone.pair()
    start(phone)
    expect(phone.page.locator("#camera-choice")).to_be_hidden()
