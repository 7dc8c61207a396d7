"""The browser's own set-up: the fake camera, the judge of accessibility, the console."""

import base64
import io
from signal import SIGKILL

import pytest
import qrcode
import zxingcpp
from PIL import Image

from tests.browser.axe import violations_of
from tests.browser.camera import film, flags_for
from tests.browser.server import serving

pytestmark = pytest.mark.browser

ADDRESS = "http://127.0.0.1:9/"
PAGE = """<!doctype html><html lang="en"><head><title>Gate</title></head>
<body><main><h1>Gate</h1>{}</main></body></html>"""
LOOK = """async () => {
  const video = document.createElement("video");
  video.srcObject = await navigator.mediaDevices.getUserMedia({video: true});
  await video.play();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d").drawImage(video, 0, 0);
  return canvas.toDataURL();
}"""


def serve(page, body):
    """Let the browser find a page at our address, under the policy of the house."""
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body=PAGE.format(body),
            content_type="text/html",
            headers={"Content-Security-Policy": "default-src 'none'"},
        ),
    )
    page.goto(ADDRESS)
    return page


def test_axe_judges_under_the_policy_of_the_house(open_page):
    good, bad = serve(open_page(), ""), serve(open_page(), "<input>")
    assert violations_of(good) == []
    assert [violation.split(":")[0] for violation in violations_of(bad)] == ["label"]


def test_the_fake_camera_shows_a_code_that_can_be_read(tmp_path, launch_browser, open_page):
    picture = qrcode.make("EXAMPLE-TICKET").get_image()
    camera = launch_browser(flags_for(film(tmp_path / "ticket.y4m", picture)))
    page = serve(open_page(on=camera, permissions=["camera"]), "")
    _, _, picture_seen = page.evaluate(LOOK).partition(",")
    shown = Image.open(io.BytesIO(base64.b64decode(picture_seen))).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(shown)] == ["EXAMPLE-TICKET"]


def test_the_real_server_comes_back_after_it_was_killed(live_server):
    live_server.kill()
    assert live_server.process.returncode == -SIGKILL
    with serving(live_server.settings) as again:
        assert again.process.poll() is None
