"""Judges one page by all that a reader may need: axe, keys, narrow screens, wide text, colours."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import CDPSession, Page, ViewportSize

from tests.browser.axe import RULES, source, wait_for_the_page
from tests.browser.sweep.places import Place

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
JUDGE = Path(__file__).with_name("judge.js")
MOST_PRESSES_MORE = 12
DANISH_WORD = "Erhvervsuddannelsesvejledningsaften"
Check = tuple[str, list[str]]
EVERYTHING = {"type": "tag", "values": RULES}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
SMALL = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
RUN = """only => axe.run(document, {runOnly: only, resultTypes: ["violations"]}).then(found =>
  found.violations.flatMap(each => each.nodes.map(
    node => `${each.id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`)))"""
TAB = {
    "key": "Tab",
    "code": "Tab",
    "windowsVirtualKeyCode": 9,
}


class Judge:
    """A page of a browser that is taken from address to address and judged at each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys: CDPSession = page.context.new_cdp_session(page)
        self.checks = 0
        page.emulate_media(reduced_motion="reduce")

    def faults(self) -> list[str]:
        """List what a reader would stumble over on the page that is shown; none is the aim.

        Each fault begins with the name of the check. The page is spoilt afterwards.
        """
        wait_for_the_page(self.page)
        self.page.evaluate(scripts())
        checks = [
            ("axe", self.axe(EVERYTHING)),
            ("motion", self.ask("motion")),
            ("language", self.ask("foreign", DANISH_WORD, "da")),
            ("keyboard", self.walk()),
            *self.in_other_colours(),
            *self.in_little_room(),
        ]
        self.checks += len(checks)
        return [f"{name}: {fault}" for name, faults in checks for fault in faults]

    def axe(self, only: Mapping[str, object]) -> list[str]:
        """Let axe judge."""
        found: list[str] = self.page.evaluate(RUN, only)
        return found

    def ask(self, name: str, *values: str) -> list[str]:
        """Ask for one kind of fault."""
        found: list[str] = self.page.evaluate(f"values => judge.{name}(...values)", values)
        return found

    def walk(self) -> list[str]:
        """Go through the page by the keyboard and out of it."""
        number: int = self.page.evaluate("judge.beginWalk()")
        for _ in range(number + 1):
            self.press_tab()
        for _ in range(MOST_PRESSES_MORE):  # dates have stops within
            if self.page.evaluate("judge.isOut()"):
                break
            self.press_tab()
        return self.ask("endWalk")

    def press_tab(self) -> None:
        """Press the key as a person does."""
        self.keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **TAB})

    def in_other_colours(self) -> Iterator[Check]:
        """Judge the dark page, and the one in the reader's own colours."""
        self.page.emulate_media(color_scheme="dark")
        yield "dark", self.axe(CONTRAST)
        self.page.emulate_media(color_scheme="light", forced_colors="active")
        yield "forced colours", self.ask("forced")
        self.page.emulate_media(forced_colors="none")

    def in_little_room(self) -> Iterator[Check]:
        """Judge the page at 320 px, which is also 400 %, and with wide text."""
        self.page.set_viewport_size(NARROW)
        yield "320 px", [*self.ask("sideways"), *self.ask("cut")]
        yield "axe at 320 px", self.axe(SMALL)
        self.ask("spread")
        yield "wide text", [*self.ask("sideways"), *self.ask("cut")]
        self.page.set_viewport_size(DESKTOP)


@cache
def scripts() -> str:
    """Read what runs within the page."""
    return source() + JUDGE.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Swept:
    """What was found on many places; only those stand in `faults` that have any."""

    faults: dict[str, list[str]]
    told: str

    @property
    def report(self) -> str:
        """Write all faults together."""
        return "\n".join(
            f"{name}\n" + "\n".join(f"    {fault}" for fault in faults)
            for name, faults in self.faults.items()
        )


def sweep(page: Page, base: str, places: Sequence[Place]) -> Swept:
    """Judge all places, and say how much work it was."""
    page.set_default_timeout(10_000)
    judge, found, began = Judge(page), {}, time.monotonic()
    for place in places:
        page.goto(place.under(base))
        if place.act:
            place.act(page)
        found[place.name] = judge.faults()
    seconds = time.monotonic() - began
    return Swept(
        faults={name: faults for name, faults in found.items() if faults},
        told=f"{len(places)} pages and states, {judge.checks} checks, {seconds:.0f} s",
    )
