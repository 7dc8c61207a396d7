"""The stylesheets: their weight, both directions, and what may stand outside the theme."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"

SHEETS = sorted((STATIC / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|text-align:\s*(?:left|right)"
    r"|float:\s*(?:left|right)|[\s{;](?:left|right|top|bottom|width|height|max-width|min-width):"
)


def rules_of(sheet):
    """The rules themselves: no comments, and no conditions, which cannot be logical."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    return re.sub(r"@media[^{]*", "", text)


def test_what_a_citizen_loads_weighs_at_most_ten_kilobytes():
    sheets = [STATIC / "css" / name for name in ("theme.css", "app.css")]
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= 10_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_one_sheet_serves_both_directions(sheet):
    assert PHYSICAL.findall(rules_of(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_come_from_the_theme(sheet):
    colours = re.findall(r"#[0-9a-f]{3,8}\b", rules_of(sheet))
    allowed = {"theme.css": None, "app.css": {"#fff", "#000", "#333"}}.get(sheet.name, set())
    assert allowed is None or set(colours) <= allowed


def test_the_fonts_are_those_of_the_theme_with_their_licences():
    fonts = STATIC / "fonts"
    named = set(re.findall(r"\.\./fonts/([\w.-]+)", (STATIC / "css" / "theme.css").read_text()))
    assert {file.name for file in fonts.glob("*.woff2")} == named
    assert sorted(file.name for file in fonts.glob("LICENSE*")) == [
        "LICENSE-ibm-plex-sans-arabic.txt",
        "LICENSE-ibm-plex-sans.txt",
    ]


@pytest.mark.parametrize(
    ("scripts", "limit"),
    [(("sans-latin-4", "sans-latin-6"), 48_000), (("sans-latin-4", "sans-latin-6", "ext"), 81_000)],
)
def test_the_fonts_of_a_page_leave_room_for_the_page(scripts, limit):
    files = list((STATIC / "fonts").glob("*.woff2"))
    used = [file for file in files if any(part in file.name for part in scripts)]
    assert sum(file.stat().st_size for file in used) <= limit
