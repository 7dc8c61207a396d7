"""Markup becomes plain text that reads well in a calendar."""

import pytest

from eventsys.web.common.plain import plain_text


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("", ""),
        ("Kom *og* **vær** med.", "Kom og vær med."),
        ("Først.\n\nSå.", "Først.\n\nSå."),
        ("En\nlinje", "En\nlinje"),
        ("# Program\n\n- Musik\n- Mad\n\nSlut", "Program\n\n- Musik\n- Mad\n\nSlut"),
        ("Se [kortet](https://kk.dk/kort).", "Se kortet (https://kk.dk/kort)."),
        ("<https://kk.dk>", "https://kk.dk"),
        ("<b>fed</b> & <script>x</script>", "<b>fed</b> & <script>x</script>"),
        ("    kode\n", "kode"),
    ],
)
def test_markup_is_left_out_and_words_and_addresses_stay(typed, plain):
    assert plain_text(typed) == plain
