"""The judge of pages finds what was planted, and nothing on a page without a fault."""

import pytest

from tests.browser.sweep.judge import DESKTOP, Judge

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><title>Page</title>
<meta name="viewport" content="width=device-width"><style>
:root {{ color-scheme: light dark }} p {{ overflow-wrap: anywhere }}
html, body, a {{ background: Canvas; color: CanvasText }}
li {{ padding: 20px }} :focus-visible {{ outline: 3px solid }}
{css}</style></head><body><main><h1>Page</h1>
<p><a href="/one">One</a></p> {body} <p><button type="button">Two</button></p>
</main><script>{script}</script></body></html>"""
PLANTED = {
    "nothing": ([], {}),
    "a pale text": (["axe", "dark"], {"body": "<p style='color: #aaa; background: #fff'>pale</p>"}),
    "a field without a label": (["axe"], {"body": "<input>"}),
    "a text that is pale by night": (
        ["dark"],
        {
            "css": "@media (prefers-color-scheme: dark) { .x { color: #333; background: #000 } }",
            "body": "<p class='x'>pale</p>",
        },
    ),
    "a wide box": (["320 px", "wide text"], {"body": "<div style='width: 400px'>wide</div>"}),
    "a box that cuts": (
        ["wide text"],
        {"body": "<p style='height: 20px; line-height: 20px; overflow: hidden'>cut</p>"},
    ),
    "a tiny target": (
        ["axe", "axe at 320 px"],
        {"body": "<a href='/a' style='font-size: 5px'>a</a> <a href='/b'>b</a>"},
    ),
    "a trap": (
        ["keyboard"],
        {
            "body": "<input aria-label='x' id='x'>",
            "script": "x.onkeydown = (event) => event.preventDefault();",
        },
    ),
    "a link that no key reaches": (
        ["keyboard"],
        {
            "body": "<a href='/x' id='x'>x</a>",
            "script": "x.onfocus = () => x.nextElementSibling?.focus() ?? x.blur();",
        },
    ),
    "a focus that is not shown": (
        ["keyboard"],
        {"css": "a:focus-visible { outline: none }"},
    ),
    "a focus that is covered": (
        ["keyboard"],
        {"body": "<div style='position: fixed; inset: 0; background: #fff'></div>"},
    ),
    "something that moves": (["motion"], {"css": "a { transition: transform 1s }"}),
    "a chosen thing told by colour alone": (
        ["forced colours"],
        {
            "css": "[aria-current] { box-shadow: 0 0 3px }",
            "body": "<ul><li><a href='/a' aria-current='page'>a</a></li>"
            "<li><a href='/b'>b</a></li></ul>",
        },
    ),
    "a button without an edge": (["forced colours"], {"css": "button { border: 0 }"}),
    "a Danish title in Arabic": (
        ["language"],
        {"body": "<p>Erhvervsuddannelsesvejledningsaften</p>"},
    ),
}


def test_the_judge_finds_what_is_planted(open_page):
    page = open_page(viewport=DESKTOP)
    judge, html = Judge(page), ""
    page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
    found = {}
    for name, (_, parts) in PLANTED.items():
        html = PAGE.format(**({"css": "", "body": "", "script": ""} | parts))
        page.goto("http://127.0.0.1:9/")
        found[name] = sorted({fault.partition(": ")[0] for fault in judge.faults()})
    assert found == {name: sorted(kinds) for name, (kinds, _) in PLANTED.items()}
