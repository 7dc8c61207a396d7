"""LIX as Björnsson counts it, and what weighs in a text."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, strategies as st

from eventsys.core.readability import Ease, Sentence, readability_of

BY_HAND = [
    # text, words, sentences, long words, LIX
    ("Katten sidder ved vinduet.", 4, 1, 1, 29),  # 4 + 25; "vinduet" has seven letters
    ("Kom. Vi ses.", 3, 2, 0, 2),  # 1.5 + 0, half up
    ("Mad og musik for hele familien.", 6, 1, 1, 23),  # 6 + 16.67; "familien"
    ("Vi spiser kl. 17.30. Tag jeres børn med!", 7, 2, 0, 4),  # 3.5; "17.30" is no word
    ("Kom kl. 12 og spis med.", 5, 1, 0, 5),  # the stop of "kl." ends nothing
    ("Husk: Madpakke og regntøj.", 4, 2, 2, 52),  # 2 + 50; "Madpakke", "regntøj"
    ("Husk: mad og drikke.", 4, 2, 0, 2),
    ("# Sommerfest\n\n- Musik\n- Dans", 3, 3, 1, 34),  # 1 + 33.33; each line is a sentence
    ("Kommunens e-mail-adresse er ny.", 4, 1, 2, 54),  # 4 + 50; "e-mail-adresse" is one word
    (
        (
            "Vi ser på, hvordan man får indflydelse i boligforeningen, i skolebestyrelsen og i "
            "lokaludvalget, og I prøver det på en sag, der betyder noget for jer."
        ),
        26,
        1,
        6,
        49,  # 26 + 23.08; hvordan, indflydelse, the three boards, betyder
    ),
]


@pytest.mark.parametrize(("text", "words", "sentences", "long_words", "lix"), BY_HAND)
def test_texts_counted_by_hand_are_counted_so(text, words, sentences, long_words, lix):
    found = readability_of(text)
    assert (found.words, found.sentences, found.long_words, found.lix) == (
        words,
        sentences,
        long_words,
        lix,
    )


@pytest.mark.parametrize("text", ["", " \n", "17.30 – 19.00", "...!?", "**"])
def test_a_text_without_a_word_has_no_index(text):
    assert readability_of(text) is None


@pytest.mark.parametrize(
    ("text", "ease"),
    [
        ("Kom og dans.", Ease.VERY_EASY),
        ("Katten sidder ved vinduet.", Ease.EASY),
        ("Børnene spiller musik for jer i dag.", Ease.MIDDLING),  # 7 + 28.57
        ("Integrationsindsatsen koordineres.", Ease.HARD),
    ],
)
def test_the_index_lies_in_one_of_four_steps(text, ease):
    assert readability_of(text).ease is ease


def test_what_weighs_is_named_the_longest_first_and_once():
    long = " ".join(["ord"] * 21) + "."
    found = readability_of(f"{long} Foreningen mødes. FORENINGEN Boligforeningen spiser.")
    assert list(found.heavy_words) == ["Boligforeningen", "Foreningen"]
    assert list(found.heavy_sentences) == [Sentence(long, 21)]


def test_a_sentence_of_twenty_words_does_not_weigh():
    assert list(readability_of(" ".join(["ord"] * 20)).heavy_sentences) == []


LETTERS = st.sampled_from("abcæøåéü")
WORDS = st.text(LETTERS, min_size=1, max_size=14)
SENTENCES = st.lists(WORDS, min_size=1, max_size=30)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=12)


def written(sentences):
    """Write sentences as people do: a capital first, a stop last."""
    return " ".join(f"{' '.join(each).capitalize()}." for each in sentences)


@given(TEXTS)
def test_the_index_is_that_of_the_formula(sentences):
    words = [word for each in sentences for word in each]
    long = [word for word in words if len(word) > 6]
    exact = Decimal(len(words)) / len(sentences) + Decimal(100 * len(long)) / len(words)
    found = readability_of(written(sentences))
    assert (found.words, found.sentences, found.long_words) == (
        len(words),
        len(sentences),
        len(long),
    )
    assert found.lix == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(TEXTS)
def test_saying_everything_twice_is_as_hard(sentences):
    assert (
        readability_of(written([*sentences, *sentences])).lix
        == readability_of(written(sentences)).lix
    )


@given(TEXTS)
def test_a_longer_word_never_makes_a_text_easier(sentences):
    harder = [[f"{sentences[0][0]}aaaaaaa", *sentences[0][1:]], *sentences[1:]]
    assert readability_of(written(harder)).lix >= readability_of(written(sentences)).lix


@given(st.text(max_size=200))
def test_any_text_is_counted_without_a_complaint(text):
    found = readability_of(text)
    assert found is None or (found.lix >= 1 and 1 <= found.sentences <= found.words)
    assert (found is None) == (re.search(r"[^\W\d_]", text) is None)
