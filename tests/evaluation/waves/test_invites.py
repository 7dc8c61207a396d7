"""Exactly those who came are invited, in time, and are asked no more when they say so."""

from datetime import timedelta

import pytest

from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core.links import public_id_in
from eventsys.core.text import Language
from eventsys.evaluation.waves.invites.operations import (
    allow_more,
    keep_wave,
    refuse_more,
)
from eventsys.evaluation.waves.invites.queries import (
    find_invited,
    find_next_invite,
    has_refused,
    language_of,
    survey_token_of,
)
from eventsys.events.models import Occasion
from tests.factories import make_event, make_family, make_registration
from tests.waves import DAY, END, invites_of, let_come, make_wave, open_wave

AWAY = AttendanceStatus.STAYED_AWAY


@pytest.fixture
def event(session):
    event = make_event(session)
    make_family(session, event, 4)
    return event


def test_those_who_came_are_invited_when_the_event_is_over_and_once(session, event):
    let_come(session, event, 1, 3)
    wave = make_wave(session, event)
    keep_wave(session, wave.id, at=END - timedelta(minutes=1))
    assert (wave.invited_at, invites_of(session, wave)) == (None, [])
    assert keep_wave(session, wave.id, at=END) == 2
    assert keep_wave(session, wave.id, at=END + DAY) == 0
    invited = invites_of(session, wave)
    assert wave.invited_at == END
    assert [each.participant_id - invited[0].participant_id for each in invited] == [0, 2]
    assert len({each.public_id for each in invited}) == 2


def test_a_wave_waits_for_an_event_that_now_ends_later_or_is_not_held(session, event):
    let_come(session, event)
    wave = make_wave(session, event)
    occasion = session.query(Occasion).filter_by(event_id=event.id).one()
    occasion.ends_at = END + DAY
    assert keep_wave(session, wave.id, at=END) == 0
    occasion.cancelled_at = END
    assert keep_wave(session, wave.id, at=END + 2 * DAY) == 0
    assert wave.invited_at is None


def test_who_is_said_to_have_come_later_is_invited_later_and_who_did_not_is_no_more(session, event):
    let_come(session, event, 1, 2)
    wave = open_wave(session, event)
    first, second = invites_of(session, wave)
    withdrawn = survey_token_of(second)
    first.is_answered = True
    let_come(session, event, 1, 2, at=END, status=AWAY)
    let_come(session, event, 3, at=END)
    assert keep_wave(session, wave.id, at=END + DAY) == 1
    now = invites_of(session, wave)
    assert [each.id == first.id for each in now] == [True, False]
    assert find_invited(session, withdrawn) is None


def test_half_way_through_people_are_reminded_and_who_is_invited_after_that_is_not(session, event):
    let_come(session, event, 1)
    wave = open_wave(session, event)
    keep_wave(session, wave.id, at=END + 6 * DAY)
    assert wave.reminded_at is None
    keep_wave(session, wave.id, at=END + 8 * DAY)
    assert wave.reminded_at == END + 8 * DAY
    let_come(session, event, 2, at=END)
    keep_wave(session, wave.id, at=END + 9 * DAY)
    assert wave.reminded_at == END + 8 * DAY
    assert [each.is_reminded for each in invites_of(session, wave)] == [False, True]


def test_who_refuses_is_not_asked_again_unless_they_change_their_mind(session, event):
    let_come(session, event, 1, 2)
    first, _ = invites_of(session, open_wave(session, event))
    for _ in range(2):
        refuse_more(session, first, at=END)
    assert has_refused(session, first)
    later = open_wave(session, event, months=3, opens_at=END + DAY, at=END + DAY)
    assert [each.participant_id for each in invites_of(session, later)] == [
        first.participant_id + 1
    ]
    for _ in range(2):
        allow_more(session, first)
    assert not has_refused(session, first)
    keep_wave(session, later.id, at=END + 2 * DAY)
    assert len(invites_of(session, later)) == 2


def test_nobody_refuses_for_somebody_who_was_anonymised(session, event):
    let_come(session, event, 1)
    [invite] = invites_of(session, open_wave(session, event))
    invite.participant_id = None
    refuse_more(session, invite, at=END)
    assert not has_refused(session, invite)
    assert language_of(session, invite) is Language.DANISH


def test_a_link_opens_its_own_invitation_in_its_present_version(session, event):
    let_come(session, event, 1, 2)
    wave = open_wave(session, event)
    first, second = invites_of(session, wave)
    token = survey_token_of(first)
    found = find_invited(session, token)
    assert (found.invite, found.wave) == (first, wave)
    assert public_id_in(token) == first.public_id
    forged = token.replace(first.public_id, second.public_id)
    assert [find_invited(session, each) for each in (forged, "nothing", "")] == [None] * 3
    first.link_version += 1
    session.flush()
    assert find_invited(session, token) is None


def test_a_phone_that_is_shared_is_led_to_the_next_of_the_party(session, event):
    alone = make_registration(session, event, "Bo", language=Language.SOMALI)
    let_come(session, event)
    invites = invites_of(session, open_wave(session, event))
    *family, bo = invites
    assert find_next_invite(session, family[0]) is family[1]
    family[1].is_answered = True
    session.flush()
    assert find_next_invite(session, family[0]) is family[2]
    assert find_next_invite(session, bo) is None
    assert language_of(session, bo) is alone.language
