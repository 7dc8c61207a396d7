"""What people wrote for a chapter comes out as words, whatever marks they used."""

import pytest

from eventsys.documents.status import BlockKind
from eventsys.reports.papers.narrative import blocks_of

PARAGRAPH, ITEM, HEADING = BlockKind


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", []),
        ("Et *vigtigt* **ord**.", [(PARAGRAPH, "Et vigtigt ord.")]),
        ("To\nlinjer", [(PARAGRAPH, "To linjer")]),
        ("# Baggrund\n\nTekst", [(HEADING, "Baggrund"), (PARAGRAPH, "Tekst")]),
        ("- et\n- to", [(ITEM, "et"), (ITEM, "to")]),
        ("1. et\n\n   mere", [(ITEM, "et"), (PARAGRAPH, "mere")]),
        ("[her](https://a.example/)", [(PARAGRAPH, "her (https://a.example/)")]),
        ("<https://a.example/>", [(PARAGRAPH, "https://a.example/")]),
        ("<script>x</script>", [(PARAGRAPH, "<script>x</script>")]),
        ("```\n#let x = 1\n```", [(PARAGRAPH, "#let x = 1\n")]),
        ("![](x.png)", [(PARAGRAPH, "! (x.png)")]),
    ],
)
def test_marks_are_read_and_left_out(written, expected):
    assert [(each.kind, each.text) for each in blocks_of(written)] == expected
