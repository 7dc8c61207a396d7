"""Endpoint, view and template share their name."""

import re

from tests.house.tree import ROOT, TEMPLATES

SHARED = {"components", "emails", "layouts"}

CALLS = re.compile(r"render_template\(\s*\"([^\"]+)\"")


def test_pages_mirror_endpoints(app):
    folders = {name.replace(".", "/") for name in app.blueprints}
    pages = {
        page.relative_to(TEMPLATES).with_suffix("").as_posix()
        for folder in folders
        for page in (TEMPLATES / folder).rglob("[!_]*.html")
    }
    assert pages - {endpoint.replace(".", "/") for endpoint in app.view_functions} == set()


def test_every_template_that_is_named_is_there():
    named = {
        name
        for path in (ROOT / "eventsys").rglob("*.py")
        for name in CALLS.findall(path.read_text(encoding="utf-8"))
    }
    assert {name for name in named if not (TEMPLATES / name).is_file()} == set()


def test_every_layout_has_a_title_that_pages_must_give():
    base = (TEMPLATES / "layouts/base.html").read_text(encoding="utf-8")
    assert re.search(r"\{%-? block title required -?%\}", base)


def test_every_folder_of_templates_is_a_part_of_the_site_or_shared(app):
    parts = {name.partition(".")[0] for name in app.blueprints}
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders - parts - SHARED == set()
