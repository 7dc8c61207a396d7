"""What is typed on any keyboard finds what was written in full."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from eventsys.core.folding import (
    DOUBLE,
    MOST_KEPT,
    SAME,
    LetterTable,
    bare_letter,
    finds,
    fold,
    fold_all,
    index_of,
    phrases_of,
    words_of,
)

SCRIPTS = "abcxyzæøåÆØÅäöüßıİIiğşçñéŁđœ'’0٣۴١ابتثأإآٱئؤءىيیےکكةهہھۃـًَُِ"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Nørrebro", "norrebro"),
        ("Nørrebro", "noerrebro"),
        ("Nørrebro", "NÖRRE"),
        ("Århus", "arhus"),
        ("Århus", "Aarhus"),
        ("Aarhus", "århus"),
        ("Fælledparken", "faelled"),
        ("Brønshøj-Husum", "husum"),
        ("İstanbul ışık", "istanbul isik"),
        ("ISTANBUL", "ıstanbul"),
        ("Çocuk şenliği", "cocuk senlig"),
        ("café", "cafe"),
        ("أهلا وسهلا", "اهلا"),
        ("مدرسة", "مدرسه"),
        ("مُعَلِّم", "معلم"),
        ("مستشفى", "مستشفي"),
        ("المدرسة", "مدرسة"),
        ("کتاب", "كتاب"),
        ("یوم", "يوم"),
        ("la’aan", "laaan"),
        ("Soomaali", "somali"),
        ("٢٠٢٧", "2027"),
        ("straße", "STRASSE"),
    ],
)
def test_a_spelling_finds_the_word(written, typed):
    assert finds(words_of(typed), index_of(written)) is True


@pytest.mark.parametrize(
    ("written", "typed"),
    [("Nørrebro", "ebro"), ("Nørrebro", "norrebros"), ("fest i parken", "fest kirken"), ("", "a")],
)
def test_only_beginnings_of_words_find_them_and_each_word_must(written, typed):
    assert finds(words_of(typed), index_of(written)) is False


def test_nothing_typed_finds_everything():
    assert (words_of(" -!? "), finds([], index_of("fest"))) == ([], True)


@given(st.text(SCRIPTS, min_size=1, max_size=12), st.integers(1, 12))
def test_every_beginning_of_a_word_folds_to_a_beginning(word, length):
    assert fold(word).startswith(fold(word[:length]))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_that_is_searched(text):
    assert [finds([word], index_of(text)) for word in words_of(text)] == [True] * len(
        words_of(text)
    )


@given(st.text(SCRIPTS + "AbOoEe'`´ ", max_size=40) | st.text(max_size=40))
def test_the_short_ways_fold_as_letter_by_letter(text):
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(SAME)
    bare = "".join(map(bare_letter, decomposed)).casefold()
    assert fold(text) == DOUBLE.sub(lambda found: found[0][0], bare)


@given(st.lists(st.text(SCRIPTS + "AbOoEe'`´-_\n ", max_size=20) | st.text(max_size=20)))
def test_many_texts_at_once_come_out_as_each_by_itself(texts):
    assert fold_all(texts) == [fold(text.replace("\n", " ")) for text in texts]
    assert phrases_of(texts) == [" ".join(words_of(text)) for text in texts]


def test_letters_are_remembered_but_not_without_end():
    letters = LetterTable(bare_letter)
    assert (letters[ord("é")], letters[ord("٣")]) == ("é", "3")
    assert len(letters) == 2
    written = "".join(map(chr, range(0x4E00, 0x4E00 + 2 * MOST_KEPT)))
    assert written.translate(letters) == written
    assert len(letters) == MOST_KEPT
