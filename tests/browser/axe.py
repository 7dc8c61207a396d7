"""Judges a page's accessibility by axe-core, as the browser shows it."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[1] / "js/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations_of(page: Page) -> list[str]:
    """List what axe finds on a page: rule, element and reason; none is the aim."""
    wait_for_the_page(page)
    page.evaluate(source())
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{violation['id']}: {node['html']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def wait_for_the_page(page: Page) -> None:
    """Wait until the page that a press led to is there: a press ends before its first byte."""
    page.wait_for_load_state()


@cache
def source() -> str:
    """Read axe-core as the lock file of the scripts' tools names it."""
    return SOURCE.read_text(encoding="utf-8")
