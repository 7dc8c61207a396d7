"""Judges what axe cannot see: reflow, text spacing, the ring of the focus, other hosts."""

from playwright.sync_api import Page, ViewportSize

from tests.browser.axe import violations_of

NARROW: ViewportSize = {"width": 320, "height": 640}
MOST_STOPS = 60
SPACING = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-block-end:2em!important}"
)
SPREAD = """css => {
  const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet];
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
CLIPPED = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.childElementCount === 0 && e.textContent.trim() && !e.closest('.vh, .trap')
    && getComputedStyle(e).overflow !== 'visible' && !e.matches('input, textarea, select')
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
  .map(e => e.outerHTML)"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const hit = document.elementFromPoint(
    Math.min(innerWidth - 1, Math.max(0, box.x + box.width / 2)),
    Math.min(innerHeight - 1, Math.max(0, box.y + Math.min(box.height / 2, 20))));
  const label = hit && hit.closest('label');
  return {
    html: e.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: !!hit && (e.contains(hit) || hit.contains(e) || (label && label.control === e)),
  };
}"""


def faults_of(page: Page) -> list[str]:
    """List what a reader would stumble over on a page; none is the aim. Leaves the page spoilt."""
    faults = [*violations_of(page), *faults_of_focus(page)]
    page.set_viewport_size(NARROW)
    if page.evaluate(SIDEWAYS) > 0:
        faults.append("scrolls sideways at 320 px")
    page.evaluate(SPREAD, SPACING)
    if page.evaluate(SIDEWAYS) > 0:
        faults.append("scrolls sideways with wide text")
    return faults + [f"wide text is cut: {html}" for html in page.evaluate(CLIPPED)]


def faults_of_focus(page: Page) -> list[str]:
    """Go through a page by the keyboard: the focus must be seen at every stop."""
    faults = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        if not stop["ring"]:
            faults.append(f"no ring: {stop['html']}")
        if not stop["seen"]:
            faults.append(f"the focus is covered: {stop['html']}")
    return faults
