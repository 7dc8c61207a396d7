import re

import pytest

from eventsys.web.gate.contents import content_of
from eventsys.web.gate.editions import ICONS
from eventsys.web.gate.shell import SHELLS, STATIC, version_of
from eventsys.web.gate.views import POLICY

ENTRIES = {"scan": "js/gate/main.js", "count": "js/gate/count.js"}
LOADED = re.compile(r"""(?:from|await import\(|importScripts\(|new URL\()\s*["'](\.[^"']+)["']""")
FONTS = re.compile(r"""url\(["'](\.[^"')]+)["']\)""")


def loaded_by(name, pattern=LOADED):
    """List what a file loads, and all that those load."""
    path = STATIC / name
    found = {name}
    for other in pattern.findall(path.read_text()):
        target = (path.parent / other).resolve().relative_to(STATIC).as_posix()
        is_script = target.endswith(".js") and "vendor" not in target
        found |= loaded_by(target, pattern) if is_script else {target}
    return found


@pytest.mark.parametrize("page", ENTRIES)
def test_a_shell_holds_exactly_what_its_page_loads(client, page):
    frame = client.page(f"/{page}/")
    linked = {
        element.get("src") or element.get("href")
        for element in frame.elements()
        if element.tag in {"script", "link"} and element.get("rel") != "manifest"
    }
    root = f"/{page}/{version_of(page)}/"
    named = {address.removeprefix(root) for address in linked}
    fonts = loaded_by("css/theme.css", FONTS)
    icons = {name for name, _, _ in ICONS}
    assert named | loaded_by(ENTRIES[page]) | fonts | icons == set(SHELLS[page])


@pytest.mark.parametrize("page", ENTRIES)
def test_each_file_of_a_shell_is_kept_for_ever_under_its_version(client, page):
    for name in SHELLS[page]:
        answer = client.get(f"/{page}/{version_of(page)}/{name}")
        assert answer.data == content_of(name)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Security-Policy"] == POLICY


def test_the_files_have_the_types_that_browsers_insist_on(client):
    types = {
        name: client.get(f"/scan/{version_of('scan')}/{name}").mimetype
        for name in ("js/gate/main.js", "vendor/zxing-wasm/zxing_reader.wasm", "css/gate.css")
    }
    assert types == {
        "js/gate/main.js": "text/javascript",
        "vendor/zxing-wasm/zxing_reader.wasm": "application/wasm",
        "css/gate.css": "text/css",
    }


def test_a_page_from_before_an_upgrade_gets_no_files_of_now(client):
    answer = client.get("/scan/000000000000/js/gate/main.js")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


@pytest.mark.parametrize(
    "path", ["js/gate/count.js", "../../pyproject.toml", "css/app.css", "js/gate/none.js"]
)
def test_what_is_not_in_the_shell_is_not_there(client, path):
    assert client.get(f"/scan/{version_of('scan')}/{path}").status_code == 404


@pytest.mark.parametrize("page", ENTRIES)
def test_the_page_may_use_the_camera_and_compile_the_decoder(client, page):
    headers = client.get(f"/{page}/").headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Permissions-Policy"] == "camera=(self), microphone=(), geolocation=()"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("language", "direction"), [("da", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("ur", "rtl")]
)
@pytest.mark.parametrize("page", ENTRIES)
def test_the_pages_speak_the_browser_s_language(client, page, language, direction):
    frame = client.page(f"/{page}/", headers={"Accept-Language": language})
    assert (frame.root.get("lang"), frame.root.get("dir")) == (language, direction)


def test_the_pages_know_nobody_and_set_no_cookie(client):
    assert "Set-Cookie" not in client.get("/scan/").headers


def test_the_page_speaks_the_language_that_its_address_asks_for(client):
    frame = client.page("/scan/?lang=ur", headers={"Accept-Language": "da"})
    assert (frame.root.get("lang"), frame.root.get("dir")) == ("ur", "rtl")
    unknown = client.page("/scan/?lang=xx", headers={"Accept-Language": "da"})
    assert unknown.root.get("lang") == "da"


@pytest.mark.parametrize("name", [name for name in SHELLS["scan"] if name.startswith("js/")])
def test_phones_are_sent_our_scripts_line_for_line_without_what_only_explains_them(name):
    written, sent = (STATIC / name).read_text().split("\n"), content_of(name).decode().split("\n")
    assert len(sent) == len(written)
    left_out = [line.strip() for line, kept in zip(written, sent, strict=True) if line != kept]
    assert all(line.startswith(("//", "/**", "*")) for line in left_out)
    assert not any(line.strip().startswith("//") for line in sent)


def test_other_people_s_scripts_are_sent_as_they_are():
    name = "vendor/zxing-wasm/reader.iife.js"
    assert content_of(name) == (STATIC / name).read_bytes()
