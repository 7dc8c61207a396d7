"""Verdicts are told apart without colour, and can be read in the sun."""

import pytest

from tests.browser.phone import SHORT_CODE

pytestmark = pytest.mark.browser

TONES = {
    "good": ("admitted", "re-entry", "staff"),
    "neutral": ("out", "undone", "test"),
    "caution": ("already-in", "waiting", "unknown", "some-newer-verdict"),
    "stop": ("blocked", "replaced", "deregistered", "cancelled-event", "other-event"),
}
SUN = 1.3
"""What the sun adds to a screen, in its own white: 800 cd/m² reflected, from a screen of 600."""
LEAST_SHARE = 0.6
"""Of the contrast that black on white has in the same sun."""
WCAG_ENHANCED = 7
LOOK = """() => {
  const board = document.querySelector("#result");
  const word = board.querySelector(".word");
  const shape = board.querySelector("svg");
  const style = getComputedStyle(word);
  return {
    ink: style.color,
    paper: getComputedStyle(board).backgroundColor,
    size: parseFloat(style.fontSize),
    weight: Number(style.fontWeight),
    outline: [...shape.children].map((part) => part.outerHTML).join(""),
    word: word.textContent.trim(),
  };
}"""


def luminance(colour: str) -> float:
    """Compute the relative luminance of a colour as WCAG 2.2 defines it."""
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float, veil: float = 0.05) -> float:
    """Compute the contrast of two luminances under what the screen reflects."""
    return (max(one, other) + veil) / (min(one, other) + veil)


def look_of(phone, verdict: str) -> dict[str, object]:
    """Show a verdict and tell how it looks."""
    phone.api.verdicts[SHORT_CODE] = verdict
    phone.type_code(SHORT_CODE)
    phone.shows(verdict=verdict)
    look: dict[str, object] = phone.page.evaluate(LOOK)
    return look


@pytest.mark.parametrize("locale", ["da", "ar"])
def test_verdicts_can_be_read_in_the_sun_and_told_apart_without_colour(open_phone, locale):
    phone = open_phone(locale=locale)
    phone.pair()
    looks = {verdict: look_of(phone, verdict) for each in TONES.values() for verdict in each}
    black_on_white = contrast(1, 0, SUN) - 1
    for verdict, look in looks.items():
        ink, paper = luminance(look["ink"]), luminance(look["paper"])
        share = (contrast(ink, paper, SUN) - 1) / black_on_white
        assert share >= LEAST_SHARE, (verdict, share)
        assert contrast(ink, paper) >= WCAG_ENHANCED or look["size"] >= 24, verdict
        assert look["size"] >= 24, verdict
    outlines = [{looks[verdict]["outline"] for verdict in each} for each in TONES.values()]
    assert all(len(each) == 1 for each in outlines)
    assert len(set.union(*outlines)) == len(TONES)
    assert len({look["word"] for look in looks.values()}) == len(looks)
