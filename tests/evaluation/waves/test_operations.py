"""Waves are planned, moved, closed and dropped, and remind once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.evaluation.waves.errors import (
    AlreadyReminded,
    AlreadyTold,
    NothingHeld,
    NothingToTell,
    WaveExists,
    WaveHasBegun,
    WaveIsNotOpen,
    WindowIsEmpty,
)
from eventsys.evaluation.waves.operations import (
    amend_wave,
    close_wave,
    drop_wave,
    plan_wave,
    remind,
)
from eventsys.evaluation.waves.queries import (
    exit_token_of,
    find_wave,
    find_wave_at_exit,
    first_start_of,
    list_open_waves,
    list_waves,
    window_of,
)
from eventsys.evaluation.waves.replies.operations import send_reply, write_reply
from eventsys.evaluation.waves.replies.queries import find_reply, replies_of
from eventsys.evaluation.waves.requests import WavePlan
from eventsys.evaluation.waves.rules import WaveKind, Window
from eventsys.events.models import Occasion
from eventsys.events.operations import cancel
from tests.factories import AT, START, make_event, make_family
from tests.waves import DAY, END, let_come, make_version, make_wave, open_wave

DANISH, ARABIC = Language.DANISH, Language.ARABIC


@pytest.fixture
def event(session):
    event = make_event(session)
    make_family(session, event, 3)
    let_come(session, event)
    return event


def plan_like(wave, **changes):
    plan = WavePlan(months=wave.months, version_id=wave.version_id, window=window_of(wave))
    return replace(plan, **changes)


def test_an_event_is_asked_right_after_and_months_later_once_each(session, event):
    later, first = make_wave(session, event, 3), make_wave(session, event)
    assert [(each.id, each.kind) for each in list_waves(session, event)] == [
        (first.id, WaveKind.IMMEDIATE),
        (later.id, WaveKind.FOLLOW_UP),
    ]
    with pytest.raises(WaveExists):
        plan_wave(session, event, plan_like(first), at=AT, by=SYSTEM)


def test_a_wave_of_another_event_is_not_found(session, event):
    wave = make_wave(session, event)
    assert find_wave(session, event, wave.id) is wave
    assert find_wave(session, make_event(session), wave.id) is None


def test_nothing_is_asked_about_what_is_not_held(session, event):
    wave = make_wave(session, event)
    plan = plan_like(wave)
    for occasion in session.query(Occasion):
        occasion.cancelled_at = AT
    assert first_start_of(session, event.id) is None
    with pytest.raises(NothingHeld):
        plan_wave(session, event, replace(plan, months=3), at=AT, by=SYSTEM)


def test_a_wave_opens_before_it_closes(session, event):
    wave = make_wave(session, event)
    empty = Window(opens_at=END, closes_at=END)
    with pytest.raises(WindowIsEmpty):
        plan_wave(session, event, plan_like(wave, months=3, window=empty), at=AT, by=SYSTEM)
    with pytest.raises(WindowIsEmpty):
        amend_wave(session, wave, plan_like(wave, window=empty), at=AT, by=SYSTEM)


def test_a_planned_wave_can_become_another_or_go_away(session, event):
    wave = make_wave(session, event)
    window, version_id = Window(opens_at=END + DAY, closes_at=END + 3 * DAY), make_version(session)
    plan = plan_like(wave, window=window, version_id=version_id)
    amend_wave(session, wave, plan, at=AT, by=SYSTEM)
    assert (window_of(wave), wave.version_id) == (window, version_id)
    write_reply(session, wave, {DANISH: "Tak."}, Provenance(), at=AT, by=SYSTEM)
    drop_wave(session, wave, at=AT, by=SYSTEM)
    assert list_waves(session, event) == []


def test_a_wave_that_has_begun_can_only_end_at_another_time(session, event):
    wave = open_wave(session, event)
    longer = replace(window_of(wave), closes_at=END + 30 * DAY)
    amend_wave(session, wave, plan_like(wave, window=longer), at=END, by=SYSTEM)
    assert wave.closes_at == END + 30 * DAY
    other = plan_like(wave, version_id=make_version(session))
    with pytest.raises(WaveHasBegun):
        amend_wave(session, wave, other, at=END, by=SYSTEM)
    with pytest.raises(WaveHasBegun):
        drop_wave(session, wave, at=END, by=SYSTEM)


def test_a_wave_is_closed_at_once_while_it_is_open(session, event):
    wave = open_wave(session, event)
    with pytest.raises(WaveIsNotOpen):
        close_wave(session, wave, at=END - DAY, by=SYSTEM)
    with pytest.raises(WaveIsNotOpen):
        close_wave(session, wave, at=END, by=SYSTEM)
    close_wave(session, wave, at=END + DAY, by=SYSTEM)
    assert wave.closes_at == END + DAY
    with pytest.raises(WaveIsNotOpen):
        close_wave(session, wave, at=END + DAY, by=SYSTEM)


def test_people_are_reminded_once_while_the_wave_is_open(session, event):
    wave = make_wave(session, event)
    with pytest.raises(WaveIsNotOpen):
        remind(session, wave, at=END + DAY, by=SYSTEM)
    open_now = open_wave(session, event, months=3, opens_at=END)
    remind(session, open_now, at=END + DAY, by=SYSTEM)
    with pytest.raises(AlreadyReminded):
        remind(session, open_now, at=END + DAY, by=SYSTEM)
    with pytest.raises(WaveIsNotOpen):
        remind(session, open_now, at=END + 400 * DAY, by=SYSTEM)


def test_open_waves_are_those_of_events_that_were_held(session, event):
    wave = make_wave(session, event)
    gone = make_event(session)
    make_wave(session, gone)
    cancel(session, gone, at=AT, by=SYSTEM)
    moments = (END - timedelta(seconds=1), END, wave.closes_at)
    assert [list_open_waves(session, each) for each in moments] == [[], [wave.id], []]


def test_only_the_link_of_its_own_exit_opens_a_wave(session, event):
    wave, other = make_wave(session, event), make_wave(session, event, 3)
    token = exit_token_of(wave)
    assert find_wave_at_exit(session, token) is wave
    assert (
        find_wave_at_exit(session, exit_token_of(other).replace(other.public_id, wave.public_id))
        is None
    )
    assert find_wave_at_exit(session, "nothing") is None
    wave.link_version += 1
    assert find_wave_at_exit(session, token) is None


def test_what_came_of_it_is_told_once_in_danish_at_least(session, event):
    wave = open_wave(session, event)
    with pytest.raises(NothingToTell):
        send_reply(session, wave, at=END, by=SYSTEM)
    said = Provenance(origins={ARABIC: Origin.MACHINE})
    write_reply(session, wave, {DANISH: "Tak.", ARABIC: "شكرا"}, said, at=END, by=SYSTEM)
    write_reply(session, wave, {DANISH: "Mange tak.", ARABIC: "شكرا"}, said, at=END, by=SYSTEM)
    rows = replies_of(session, wave)
    assert {each: (row.body, row.standing.state) for each, row in rows.items()} == {
        DANISH: ("Mange tak.", TextState.HUMAN),
        ARABIC: ("شكرا", TextState.OUTDATED),
    }
    assert find_reply(session, wave, ARABIC) is rows[ARABIC]
    assert find_reply(session, wave, Language.SOMALI) is rows[DANISH]
    write_reply(session, wave, {DANISH: "Mange tak."}, Provenance(), at=END, by=SYSTEM)
    assert list(replies_of(session, wave)) == [DANISH]
    send_reply(session, wave, at=END, by=SYSTEM)
    assert wave.told_at == END
    with pytest.raises(AlreadyTold):
        send_reply(session, wave, at=END, by=SYSTEM)
    with pytest.raises(AlreadyTold):
        write_reply(session, wave, {DANISH: "Nej."}, Provenance(), at=END, by=SYSTEM)


def test_nobody_is_told_before_anybody_was_asked(session, event):
    wave = make_wave(session, event)
    write_reply(session, wave, {DANISH: "Tak."}, Provenance(), at=START, by=SYSTEM)
    with pytest.raises(WaveIsNotOpen):
        send_reply(session, wave, at=START, by=SYSTEM)
