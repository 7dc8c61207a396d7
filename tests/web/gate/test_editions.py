import json
from io import BytesIO

import pytest
from PIL import Image

from eventsys.core.text import Language
from eventsys.web.gate import editions
from eventsys.web.gate.editions import edition_of
from eventsys.web.gate.shell import SHELLS, version_of

PAGES = ("scan", "count")


@pytest.fixture
def shell_of(client):
    """Read what a service worker is told to keep."""

    def read(page):
        text = client.get(f"/{page}/sw.js").text
        return json.loads(text.partition("const SHELL = ")[2].partition(";\n")[0])

    return read


@pytest.mark.parametrize("page", PAGES)
def test_a_worker_keeps_all_files_and_the_page_in_every_language(client, shell_of, page):
    shell = shell_of(page)
    root = f"/{page}/{version_of(page)}/"
    assert shell["files"] == [root + name for name in SHELLS[page]]
    assert list(shell["pages"]) == list(Language)
    for language, address in shell["pages"].items():
        kept, shown = client.get(address), client.get(f"/{page}/?lang={language}")
        assert kept.text == shown.text
        assert f'<html lang="{language}"' in kept.text
        policy = "Content-Security-Policy"
        assert kept.headers[policy] == shown.headers[policy]


@pytest.mark.parametrize("page", PAGES)
def test_a_worker_is_asked_for_anew_and_its_files_never(client, shell_of, page):
    answer = client.get(f"/{page}/sw.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    kept = client.get(shell_of(page)["pages"]["da"])
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_page_of_another_edition_is_not_there(client):
    assert client.get("/scan/000000000000/da.html").status_code == 404


@pytest.fixture
def fresh():
    """Forget what editions were computed, now and afterwards."""
    edition_of.cache_clear()
    yield edition_of.cache_clear
    edition_of.cache_clear()


def test_an_edition_is_another_when_a_word_changes(shell_of, fresh, monkeypatch):
    before = shell_of("scan")
    fresh()
    assert shell_of("scan") == before
    fresh()
    render = editions.render_page
    worded = {"da": "Tjek billetter", "changed": "Se billetter"}
    monkeypatch.setattr(
        editions,
        "render_page",
        lambda page, of: render(page, of).replace(worded["da"], worded["changed"]),
    )
    after = shell_of("scan")
    assert after["files"] == before["files"]
    assert after["edition"] != before["edition"]


def test_who_asks_makes_no_difference_to_what_is_kept(client, shell_of):
    address = shell_of("scan")["pages"]["da"]
    answers = {
        client.get(address, headers={"Accept-Language": language, "User-Agent": agent}).text
        for language, agent in [("da", "one"), ("ar", "another")]
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("page", "language", "name", "direction"),
    [("scan", "da", "Tjek billetter", "ltr"), ("count", "ar", "عدّ الأشخاص", "rtl")],
)
def test_a_manifest_names_the_app_in_the_page_s_language(client, page, language, name, direction):
    (link,) = [
        element.get("href")
        for element in client.page(f"/{page}/?lang={language}").elements()
        if element.tag == "link" and element.get("rel") == "manifest"
    ]
    answer = client.get(link)
    told = answer.json
    assert answer.mimetype == "application/manifest+json"
    assert (told["name"], told["lang"], told["dir"]) == (name, language, direction)
    assert (told["start_url"], told["id"]) == (f"/{page}/?lang={language}", f"/{page}/")
    assert told["display"] == "standalone"


@pytest.mark.parametrize("page", PAGES)
def test_the_icons_have_the_sizes_that_the_manifest_tells(client, page):
    icons = client.get(f"/{page}/manifest.webmanifest").json["icons"]
    sizes = {
        (icon["purpose"], icon["sizes"], Image.open(BytesIO(client.get(icon["src"]).data)).size)
        for icon in icons
    }
    assert sizes == {
        ("any", "192x192", (192, 192)),
        ("any", "512x512", (512, 512)),
        ("maskable", "512x512", (512, 512)),
    }


@pytest.mark.parametrize("name", ["icon-180.png", "icon-maskable.png"])
def test_icons_that_the_phone_cuts_to_its_own_shape_are_drawn_to_the_edge(client, name):
    drawn = Image.open(BytesIO(client.get(f"/scan/{version_of('scan')}/img/{name}").data))
    corner = drawn.convert("RGBA").getpixel((0, 0))
    assert corner == (0x0A, 0x3D, 0x3B, 255)
