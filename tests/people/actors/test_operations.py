"""The register of organisations, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.people.actors.errors import (
    ActorInUse,
    ActorNameTaken,
    AlreadyMerged,
    AlreadyUndone,
    LastName,
    NameKnown,
    NotAName,
    SameActor,
    WrongSpan,
)
from eventsys.people.actors.models import Actor, ActorName
from eventsys.people.actors.operations import (
    NameRequest,
    add_actor,
    add_name,
    amend_name,
    delete_actor,
    merge,
    remove_name,
    rename,
    undo_merge,
)
from eventsys.people.actors.queries import (
    find_actor,
    find_merge,
    find_name,
    get_actor,
    list_merges,
    list_names,
    list_official_names,
    match_names,
    read_merges,
    read_register,
)
from eventsys.people.actors.rules import ActorLevel, NameKind
from tests.actors import make_actor
from tests.factories import AT

DAY = date(2026, 5, 4)
HOUR = timedelta(hours=1)


def name_row(session, actor, text):
    return session.scalars(select(ActorName).filter_by(actor_id=actor.id, name=text)).one()


def verbs(session, actor):
    known = select(AuditEntry.verb).filter_by(object_kind="actor", object_id=actor.id)
    return list(session.scalars(known.order_by(AuditEntry.id)))


def test_an_actor_that_changes_its_name_is_found_by_both_and_shown_by_the_days(session):
    actor = make_actor(session, "Projektrådgivningen")
    rename(session, actor, "Puljer og Projekter", date(2010, 1, 1), at=AT, by=SYSTEM)
    known = read_register(session)
    assert known.name_of(actor.id, date(2009, 12, 31)) == "Projektrådgivningen"
    assert known.name_of(actor.id, date(2010, 1, 1)) == "Puljer og Projekter"
    typed = ["PROJEKTRÅDGIVNINGEN", "puljer  og projekter", "Pulje og projekt", "…"]
    assert match_names(session, typed, DAY) == dict.fromkeys(typed[:2], actor.id)
    assert match_names(session, ["Nobody"], DAY) == {}
    assert verbs(session, actor) == ["add", "rename"]


def test_a_change_of_name_begins_after_the_names_before_it(session):
    actor = make_actor(session, "Puljer", valid_from=date(2010, 1, 1))
    with pytest.raises(WrongSpan):
        rename(session, actor, "Projekter", date(2010, 1, 1), at=AT, by=SYSTEM)
    rename(session, actor, "Projekter", date(2011, 1, 1), at=AT, by=SYSTEM)
    rename(session, actor, "Puljer", date(2012, 1, 1), at=AT, by=SYSTEM)
    assert [(each.name, each.valid_from, each.valid_to) for each in list_names(session, actor)] == [
        ("Puljer", date(2010, 1, 1), date(2010, 12, 31)),
        ("Projekter", date(2011, 1, 1), date(2011, 12, 31)),
        ("Puljer", date(2012, 1, 1), None),
    ]


@pytest.mark.parametrize("name", ["", "  ", "?!", "x" * 121])
def test_a_name_needs_a_letter_and_an_end(session, name):
    with pytest.raises(NotAName):
        make_actor(session, name)


def test_two_actors_are_not_called_the_same_at_the_same_time(session):
    police = make_actor(session, "Politiet", valid_to=date(2009, 12, 31))
    with pytest.raises(ActorNameTaken) as refusal:
        make_actor(session, "POLITIET.", valid_from=date(2009, 1, 1))
    assert refusal.value.actor_id == police.id
    later = make_actor(session, "Politiet", valid_from=date(2010, 1, 1))
    assert match_names(session, ["politiet"], date(2009, 6, 1)) == {"politiet": police.id}
    assert match_names(session, ["politiet"], DAY) == {"politiet": later.id}


def test_an_alias_of_two_actors_finds_neither_by_itself(session):
    first, second = make_actor(session, "Politistation 1"), make_actor(session, "Politistation 2")
    for actor in (first, second):
        request = NameRequest(name="Stationen", kind=NameKind.ALIAS)
        add_name(session, actor, request, at=AT, by=SYSTEM)
    assert match_names(session, ["stationen"], DAY) == {}
    assert set(read_register(session).suggest("stationen")) == {first.id, second.id}


def test_an_actor_has_each_name_once_and_no_span_backwards(session):
    actor = make_actor(session, "Skolen")
    with pytest.raises(NameKnown):
        add_name(session, actor, NameRequest(name="SKOLEN"), at=AT, by=SYSTEM)
    backwards = NameRequest(name="Ny", valid_from=date(2010, 1, 2), valid_to=date(2010, 1, 1))
    with pytest.raises(WrongSpan):
        add_name(session, actor, backwards, at=AT, by=SYSTEM)


def test_a_name_is_mended_ended_and_taken_away_but_never_the_last(session):
    actor = make_actor(session, "Skollen")
    name = name_row(session, actor, "Skollen")
    last_day = NameRequest(name="Skolen", valid_to=date(2026, 6, 30))
    amend_name(session, name, last_day, at=AT, by=SYSTEM)
    assert match_names(session, ["skolen", "skollen"], DAY) == {"skolen": actor.id}
    with pytest.raises(LastName):
        amend_name(session, name, NameRequest(name="Skolen", kind=NameKind.ALIAS), at=AT, by=SYSTEM)
    with pytest.raises(LastName):
        remove_name(session, name, at=AT, by=SYSTEM)
    slip = NameRequest(name="Skollen", kind=NameKind.MISSPELLING)
    misspelt = add_name(session, actor, slip, at=AT, by=SYSTEM)
    assert find_name(session, actor, misspelt.id) is misspelt
    remove_name(session, misspelt, at=AT, by=SYSTEM)
    assert [each.name for each in list_names(session, actor)] == ["Skolen"]
    assert verbs(session, actor) == ["add", "amend", "name", "unname"]


def test_of_two_official_names_one_may_become_an_alias(session):
    actor = make_actor(session, "Skolen", valid_to=date(2009, 12, 31))
    rename(session, actor, "Gymnasiet", date(2010, 1, 1), at=AT, by=SYSTEM)
    request = NameRequest(name="Skolen", kind=NameKind.ALIAS)
    amend_name(session, name_row(session, actor, "Skolen"), request, at=AT, by=SYSTEM)
    assert read_register(session).name_of(actor.id, date(2009, 1, 1)) == "Gymnasiet"


def test_a_merge_and_its_undoing_are_known_as_of_any_moment(session):
    one, other = make_actor(session, "Nørrebro Bibliotek"), make_actor(session, "Biblioteket")
    done = merge(session, one, other, at=AT, by=SYSTEM)
    undo_merge(session, done, at=AT + 2 * HOUR, by=SYSTEM)
    hours = [AT - HOUR, AT, AT + HOUR, AT + 2 * HOUR]
    assert [read_merges(session, at=at) for at in hours] == [{}, *([{one.id: other.id}] * 2), {}]
    assert read_merges(session) == {}
    (known,) = list_merges(session, [other.id])
    assert (known.from_id, known.undone_by) == (one.id, "system")
    assert verbs(session, one) == ["add", "merge", "unmerge"]
    with pytest.raises(AlreadyUndone):
        undo_merge(session, find_merge(session, known.id), at=AT, by=SYSTEM)


def test_merges_close_no_ring_and_go_from_those_who_stand_for_themselves(session):
    a, b, c = (make_actor(session, name) for name in ("Alfa", "Beta", "Gamma"))
    with pytest.raises(SameActor):
        merge(session, a, a, at=AT, by=SYSTEM)
    merge(session, a, b, at=AT, by=SYSTEM)
    for actor, into in ((b, a), (a, c), (c, a)):
        with pytest.raises(AlreadyMerged) as refusal:
            merge(session, actor, into, at=AT, by=SYSTEM)
        assert (refusal.value.actor_id, refusal.value.into_id) == (a.id, b.id)
    merge(session, b, c, at=AT, by=SYSTEM)
    known = read_register(session)
    assert {known.canonical(each.id) for each in (a, b, c)} == {c.id}


def test_the_official_names_are_those_of_the_day_in_order_without_the_merged(session):
    actor = make_actor(session, "Projektrådgivningen")
    rename(session, actor, "puljer og Projekter", date(2010, 1, 1), at=AT, by=SYSTEM)
    library, bus = make_actor(session, "Biblioteket"), make_actor(session, "Bogbussen")
    add_name(session, bus, NameRequest(name="Bus", kind=NameKind.ALIAS), at=AT, by=SYSTEM)
    assert list_official_names(session, date(2009, 1, 1)) == [
        "Biblioteket",
        "Bogbussen",
        "Projektrådgivningen",
    ]
    done = merge(session, bus, library, at=AT, by=SYSTEM)
    assert list_official_names(session, DAY) == ["Biblioteket", "puljer og Projekter"]
    undo_merge(session, done, at=AT, by=SYSTEM)
    assert list_official_names(session, DAY) == ["Biblioteket", "Bogbussen", "puljer og Projekter"]


def test_merged_actors_may_share_a_name(session):
    one, other = make_actor(session, "Biblioteket"), make_actor(session, "Bogbussen")
    merge(session, one, other, at=AT, by=SYSTEM)
    add_name(session, other, NameRequest(name="Biblioteket"), at=AT, by=SYSTEM)
    assert match_names(session, ["biblioteket"], DAY) == {"biblioteket": other.id}


def test_an_actor_that_something_refers_to_is_not_deleted(session):
    one, other = make_actor(session, "Biblioteket"), make_actor(session, "Bogbussen")
    merge(session, one, other, at=AT, by=SYSTEM)
    with pytest.raises(ActorInUse):
        delete_actor(session, one, at=AT, by=SYSTEM)
    assert [each.name for each in list_names(session, one)] == ["Biblioteket"]


def test_an_actor_added_by_mistake_is_deleted_with_its_names(session):
    actor = add_actor(session, ActorLevel.UNIT, NameRequest(name="Fejl"), at=AT, by=SYSTEM)
    assert get_actor(session, actor.id) is actor
    delete_actor(session, actor, at=AT, by=SYSTEM)
    session.flush()
    assert find_actor(session, actor.id) is None
    counts = [session.scalar(select(func.count()).select_from(each)) for each in (Actor, ActorName)]
    assert counts == [0, 0]
