"""Who is meant by a name, who may be meant, and which actors may be one."""

from datetime import date
from difflib import SequenceMatcher, get_close_matches
from itertools import combinations

from hypothesis import given, strategies as st

from eventsys.people.actors.register import (
    ALIKE,
    MOST_SUGGESTED,
    LetterBits,
    Pair,
    Register,
    are_near,
)
from eventsys.people.actors.rules import ActorLevel, DatedName, NameKind

DAY = date(2026, 1, 1)
ORGANISATION, UNIT = ActorLevel.ORGANISATION, ActorLevel.UNIT


def register_of(*names, into=None, units=()):
    """Make a register of names by the number of their actor: (1, "Politiet"), more to say."""
    listed = [
        DatedName(id=number, actor_id=each[0], name=each[1], **(dict(*each[2:]) or official()))
        for number, each in enumerate(names, start=1)
    ]
    ids = sorted({each[0] for each in names})
    levels = {each: UNIT if each in units else ORGANISATION for each in ids}
    return Register(levels=levels, names=listed, into=into or {})


def official():
    return {"kind": NameKind.OFFICIAL}


def alias(**dates):
    return {"kind": NameKind.ALIAS, **dates}


def test_a_name_finds_its_actor_however_it_is_written_and_whatever_day_it_held():
    ended = {"kind": NameKind.OFFICIAL, "valid_to": date(2009, 12, 31)}
    known = register_of((1, "Projektrådgivningen", ended), (1, "Puljer og Projekter"), (2, "Skole"))
    assert known.find("PROJEKTRÅDGIVNINGEN", DAY) == 1
    assert known.find("puljer og  projekter.", DAY) == 1
    assert known.find("Projektraadgivningen", DAY) is None
    assert known.find("?!", DAY) is None


def test_a_name_of_two_actors_finds_neither_unless_the_day_tells():
    ended = {"kind": NameKind.OFFICIAL, "valid_to": date(2009, 12, 31)}
    begun = {"kind": NameKind.OFFICIAL, "valid_from": date(2010, 1, 1)}
    known = register_of((1, "Kulturhuset", ended), (2, "Kulturhuset", begun))
    assert (known.find("kulturhuset", date(2009, 1, 1)), known.find("kulturhuset", DAY)) == (1, 2)
    both = register_of((1, "Kulturhuset"), (2, "Kulturhuset", alias()))
    assert both.find("Kulturhuset", DAY) is None
    assert set(both.suggest("Kulturhuset")) == {1, 2}


def test_merged_actors_are_one_and_a_name_finds_the_one_that_stands_for_both():
    names = (1, "Kulturhuset"), (2, "Kulturhuset", alias()), (3, "Huset", alias())
    known = register_of(*names, into={1: 2, 3: 2})
    assert known.find("Kulturhuset", DAY) == 2
    assert known.find("Huset", DAY) == 3
    assert known.suggest("Husett") == [2]
    assert known.canonical_ids == [2]
    assert known.members == {2: [2, 1, 3]}


def test_a_chain_of_merges_leads_to_its_end():
    names = [(number, f"Aktør nummer {number}") for number in (1, 2, 3, 4)]
    known = register_of(*names, into={1: 2, 2: 3})
    assert [known.canonical(each) for each in (1, 2, 3, 4)] == [3, 3, 3, 4]


def test_suggestions_are_few_near_and_the_likeliest_first():
    known = register_of(
        (1, "Klubben på Blågårds Plads"),
        (2, "Klubben på Blågårds Torv"),
        (3, "Nørrebro Bibliotek"),
        (4, "Politiet"),
    )
    assert known.suggest("klubben i blaagaards plads")[0] == 1
    assert known.suggest("Nørrebro Biblotek") == [3]
    assert known.suggest("Kommunens badeanstalt") == []
    assert known.suggest("…") == []


def test_two_actors_whose_names_differ_by_a_slip_may_be_one_and_are_never_merged():
    known = register_of(
        (1, "Nørrebro Bibliotek"),
        (2, "Nørrebro Biblotek"),
        (3, "Klubben i Nord"),
        (4, "Klubben på Nord"),
        (5, "Skolen"),
    )
    assert set(known.doubles()) == {Pair(1, 2), Pair(3, 4)}
    assert known.canonical_ids == [1, 2, 3, 4, 5]


def test_no_double_is_an_actor_with_itself_or_what_was_merged_or_on_another_level():
    names = (
        (1, "Nørrebro Bibliotek"),
        (1, "Nørrebro Biblotek", {"kind": NameKind.MISSPELLING}),
        (2, "Norrebro Bibliotek"),
    )
    assert register_of(*names).doubles() == [Pair(1, 2)]
    assert register_of(*names, into={2: 1}).doubles() == []
    assert register_of(*names, units={2}).doubles() == []


def test_other_names_are_earlier_ones_aliases_and_those_of_the_merged():
    known = register_of(
        (1, "Puljer"),
        (1, "Puljen", alias()),
        (1, "Pulljer", {"kind": NameKind.MISSPELLING}),
        (2, "Projekter"),
        into={2: 1},
    )
    assert known.other_names(1, DAY) == ["Puljen", "Projekter"]
    assert known.other_names(2, DAY) == []


NEAR = st.text("abcdeøå", min_size=1, max_size=12)


@given(st.lists(NEAR, min_size=1, max_size=30), NEAR)
def test_looking_at_letters_first_leaves_no_near_name_out(names, typed):
    known = register_of(*enumerate(names, start=1))
    every = get_close_matches(typed, known.by_loose, MOST_SUGGESTED, ALIKE)
    assert known.close_to(typed) == every


def quick(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio()


@given(NEAR, NEAR)
def test_names_that_differ_by_a_slip_share_enough_letters(one, other):
    bits = LetterBits()
    shared = (bits.of(one) & bits.of(other)).bit_count()
    assert 2 * shared / (len(one) + len(other)) == quick(one, other)
    if are_near(one, other):
        assert 2 * shared / (len(one) + len(other)) >= ALIKE


@given(st.lists(NEAR, min_size=2, max_size=8))
def test_one_finds_no_other_doubles_portion_by_portion_or_actor_by_actor(names):
    known = register_of(*enumerate(names, start=1))
    pairs = known.doubles()
    again = register_of(*enumerate(names, start=1))
    assert [*again.doubles(0, 2), *again.doubles(2, 2), *again.doubles(4)] == pairs[:4] + pairs[4:]
    assert len(set(pairs)) == len(pairs)
    near = {Pair(*sorted((one, two))) for one in known.levels for two in known.near_to(one)}
    assert near == set(pairs)


@given(st.lists(NEAR, min_size=2, max_size=8, unique=True))
def test_every_two_names_that_differ_by_a_slip_and_begin_or_end_alike_are_found(names):
    known = register_of(*enumerate(names, start=1))
    keys = [(key, held[0].actor_id) for key, held in known.by_loose.items() if len(held) == 1]
    expected = {
        Pair(*sorted((first, second)))
        for (one, first), (other, second) in combinations(keys, 2)
        if (one[:4] == other[:4] or one[-4:] == other[-4:]) and are_near(*sorted((one, other)))
    }
    assert expected <= set(known.doubles())


def test_what_was_merged_is_near_to_nobody():
    names = (1, "Nørrebro Bibliotek"), (2, "Nørrebro Biblotek"), (3, "Norrebro Bibliotek")
    known = register_of(*names, into={2: 1})
    assert (known.near_to(1), known.near_to(2), known.near_to(3)) == ([3], [], [1])


def test_the_official_names_are_those_of_actors_that_stand_for_themselves():
    known = register_of((1, "Ørnen"), (2, "beboerhuset"), (3, "Huset"), into={3: 2})
    assert known.official_names(DAY) == ["beboerhuset", "Ørnen"]
