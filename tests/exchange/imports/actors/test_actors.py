"""Lists of actors: what each row comes to, saved with all names, taken back."""

from datetime import date, timedelta

import pytest

from eventsys.core.folding import fold
from eventsys.core.principal import SYSTEM
from eventsys.exchange.danish_csv import csv_lines
from eventsys.exchange.imports.actors.operations import (
    judge_actor_draft,
    save_actors,
    undo_actors,
)
from eventsys.exchange.imports.actors.rules import ACTOR_HEADINGS, ActorColumn
from eventsys.exchange.imports.errors import CannotBeUndone, NothingToSave, RowsHaveFaults
from eventsys.exchange.imports.operations import SaveRequest, keep_draft
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportKind, ImportState
from eventsys.people.actors.operations import delete_actor, merge
from eventsys.people.actors.queries import find_actor, read_register
from eventsys.people.actors.rules import ActorLevel
from tests.actors import make_actor
from tests.factories import AT

DAY = date(2026, 5, 4)
HEAD = ["Navn", "Hvad navnet er", "Niveau", "Fra", "Til", "Nr."]


def draft(session, *rows, at=AT):
    file = read_import("aktører.csv", b"".join(csv_lines(HEAD, rows)))
    return keep_draft(session, ImportKind.ACTORS, None, file, at=at, by=SYSTEM)


def faults(session, *rows):
    filled = [[*row, *[""] * (6 - len(row))] for row in rows]
    listed = judge_actor_draft(session, draft(session, *filled), DAY)
    return [(each.outcome.fault, each.outcome.column) for each in listed]


def save(session, run, **changes):
    return save_actors(session, run, SaveRequest(**changes), at=AT, by=SYSTEM)


def names(session):
    register = read_register(session)
    return [(each.name, each.kind.value, each.valid_from, each.valid_to) for each in register.names]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("Nørrebro Bibliotek",), ("", "")),
        (("", "Officielt navn"), ("no-name", "name")),
        (("A" * 121,), ("long-name", "name")),
        (("A", "kælenavn"), ("kind", "kind")),
        (("A", "", "kreds"), ("level", "level")),
        (("A", "", "", "i går"), ("day", "from")),
        (("A", "", "", "", "31.02.2020"), ("day", "until")),
        (("A", "", "", "01.01.2020", "31.12.2019"), ("day", "until")),
        (("A", "Kaldes også"), ("no-official", "kind")),
    ],
)
def test_the_first_thing_that_is_wrong_is_named(session, row, fault):
    assert faults(session, row) == [fault]


def test_letters_that_cannot_be_read_keep_a_row_out(session):
    run = draft(session, ["A", "", "", "", "", ""])
    run.rows = '[[2, ["A\\ufffd"]]]'
    [listed] = judge_actor_draft(session, run, DAY)
    assert listed.outcome.fault == "unreadable"


def test_what_is_in_the_register_is_known_however_it_is_written_and_near_names_are_not_decided(
    session,
):
    there = make_actor(session, "Københavns Politi")
    rows = (("københavns  POLITI ",), ("Koebenhavns Politi",), ("Bo Fonden",), ("bo fonden",))
    run = draft(session, *([*row, *[""] * 5] for row in rows))
    listed = judge_actor_draft(session, run, DAY)
    assert [each.outcome.fault for each in listed] == ["known", "unsure", "", "twice"]
    assert (list(listed[1].outcome.suggestions), listed[3].outcome.other) == ([there.id], 4)


def test_what_is_wrong_with_one_name_keeps_the_whole_actor_out(session):
    make_actor(session, "Kendt")
    found = faults(
        session,
        ("Kendt", "Officielt navn", "", "", "", "1"),
        ("Også kendt", "Kaldes også", "", "", "", "1"),
        ("Ny", "Officielt navn", "", "", "", "2"),
    )
    assert found == [("known", "name"), ("known", "name"), ("", "")]


def test_actors_are_saved_with_all_their_names_and_days(session):
    run = draft(
        session,
        ["Gl. navn", "Officielt navn", "Enhed", "01-01-2001", "31-12-2010", "7"],
        ["Nyt navn", "Officielt navn", "Enhed", "01-01-2011", "", "7"],
        ["NN", "Kaldes også", "Enhed", "", "", "7"],
        ["=Klubben", "", "", "", "", ""],
    )
    save(session, run)
    assert names(session) == [
        ("Gl. navn", "official", date(2001, 1, 1), date(2010, 12, 31)),
        ("Nyt navn", "official", date(2011, 1, 1), None),
        ("NN", "alias", None, None),
        ("=Klubben", "official", None, None),
    ]
    assert [find_actor(session, each).level for each in run.made] == [
        ActorLevel.UNIT,
        ActorLevel.ORGANISATION,
    ]
    assert (run.taken, run.rows, run.state) == (2, None, ImportState.SAVED)


def test_all_rows_are_saved_or_none_unless_the_good_ones_are_wanted(session):
    rows = (["A", *[""] * 5], ["B", "kælenavn", *[""] * 4])
    run = draft(session, *rows)
    with pytest.raises(RowsHaveFaults):
        save(session, run)
    again = draft(session, *rows)
    save(session, again, only_good=True)
    assert [name for name, *_ in names(session)] == ["A"]
    with pytest.raises(NothingToSave):
        save(session, draft(session, *rows), only_good=True)


def test_an_actor_that_took_its_old_name_again_has_it_twice(session):
    run = draft(
        session,
        ["A", "Officielt navn", "", "", "31-12-2010", "7"],
        ["B", "Officielt navn", "", "01-01-2011", "31-12-2020", "7"],
        ["A", "Officielt navn", "", "01-01-2021", "", "7"],
    )
    save(session, run)
    assert [name for name, *_ in names(session)] == ["A", "B", "A"]


def test_a_list_is_taken_back_once_and_for_three_days(session):
    run = save(session, draft(session, ["A", *[""] * 5], ["B", *[""] * 5]))
    with pytest.raises(CannotBeUndone) as refusal:
        undo_actors(session, run, at=AT + timedelta(days=3), by=SYSTEM)
    assert refusal.value.is_late
    delete_actor(session, find_actor(session, run.made[0]), at=AT, by=SYSTEM)
    undo_actors(session, run, at=AT, by=SYSTEM)
    assert (names(session), run.state) == ([], ImportState.UNDONE)
    with pytest.raises(CannotBeUndone):
        undo_actors(session, run, at=AT, by=SYSTEM)


def test_a_list_whose_actor_was_merged_stays(session):
    run = save(session, draft(session, ["A", *[""] * 5]))
    merge(session, find_actor(session, run.made[0]), make_actor(session, "B"), at=AT, by=SYSTEM)
    with pytest.raises(CannotBeUndone) as refusal:
        undo_actors(session, run, at=AT, by=SYSTEM)
    assert not refusal.value.is_late


def test_headings_are_known_as_they_are_compared():
    assert all(heading == fold(heading) for heading in ACTOR_HEADINGS)
    assert set(ACTOR_HEADINGS.values()) == {each.value for each in ActorColumn}
