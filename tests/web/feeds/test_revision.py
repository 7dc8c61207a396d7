"""Whatever changes what a feed shows raises the public revision; what changes nothing, nothing."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from eventsys import create_app
from eventsys.calendars.entries import fragment_of
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.revision import read_revision
from eventsys.events.models import Occasion
from eventsys.events.queries import get_event_by_id
from eventsys.events.rules import EventStatus
from tests.client import HouseClient, prepare
from tests.factories import make_event, make_venue, occasions_on
from tests.web.feeds.deeds import DEEDS, UNSEEN, amend, operations, without_need
from tests.web.feeds.versions import entries_in, faults_between

FEEDS = ("/feeds/events.ics", "/feeds/events.ics?lang=en")
UNSHOWN = {
    "nothing at all": {},
    "fewer places": {"capacity": 30},
    "another gate": {"gates": ("Øst",)},
}
CHANCE = (
    *("amend_event: another time", "amend_event: another place", "amend_event: a date more"),
    *("amend_event: a title", "amend_event: a text", "amend_event: an address"),
    *("amend_place: a name", "amend_place: an address", "cancel: the event", "publish: after all"),
    *("cancel_occasion: the second", "restore_occasion: the second", *UNSHOWN),
)
OFF = ("publish: after all", "amend_place: a name", "amend_place: an address")
"""What can be done to an event that is cancelled."""


@pytest.fixture
def event_id(in_app):
    """A course of two dates in a place of its own."""
    at = clock.now() - timedelta(days=1)
    with transaction() as session:
        occasions = occasions_on(make_venue(session, "Salen", at=at), (30, 37), at=at)
        return make_event(session, at=at, occasions=occasions).id


def bytes_of_all(client):
    return {path: client.get(path).data for path in FEEDS}


def do(name, event_id, at):
    """Do one deed, or save the form with what no feed shows."""
    with transaction() as session:
        event = get_event_by_id(session, event_id)
        if name in UNSHOWN:
            amend(session, event, at, **UNSHOWN[name])
        else:
            DEEDS[name](session, event, at)


def test_every_operation_is_walked_or_says_why_no_feed_shows_it():
    done = {name.partition(":")[0] for name in DEEDS}
    assert operations() - done - UNSEEN.keys() == set()
    assert list(without_need()) == []


def test_whatever_changes_a_feed_is_asked_for_anew_by_those_who_know_the_old_one(event_id, client):
    at, faults = clock.now(), []
    for number, name in enumerate(DEEDS):
        known = {path: client.get(path) for path in FEEDS}
        before = read_revision()
        do(name, event_id, at + timedelta(seconds=5 * number))
        assert read_revision() > before, name
        for path, old in known.items():
            answer = client.get(path, headers={"If-None-Match": old.headers["ETag"]})
            assert answer.status_code == 200, f"{name}: {path} is old"
            faults += [f"{name}: {fault}" for fault in faults_between(old.data, answer.data)]
        shown = bytes_of_all(client)
        if all(shown[path] == old.data for path, old in known.items()):
            faults.append(f"{name}: changed nothing, so nothing was tried")
    assert faults == []


def test_what_no_feed_shows_leaves_every_byte_as_it_was(event_id, client):
    before = bytes_of_all(client)
    for name in UNSHOWN:
        do(name, event_id, clock.now())
        assert bytes_of_all(client) == before, name


def test_a_restart_and_a_day_leave_every_byte_as_it_was(event_id, app, client, monkeypatch):
    before = bytes_of_all(client)
    assert all(len(entries_in(calendar)) == 2 for calendar in before.values())
    fragment_of.cache_clear()
    again = create_app(app.config["SETTINGS"])
    prepare(again)
    try:
        assert bytes_of_all(HouseClient(again, again.response_class)) == before
        tomorrow = clock.now() + timedelta(days=1)
        monkeypatch.setattr(clock, "now", lambda: tomorrow)
        fragment_of.cache_clear()
        assert bytes_of_all(HouseClient(again, again.response_class)) == before
    finally:
        with again.app_context():
            db.engine.dispose()


def test_over_a_hundred_edits_no_uid_changes_goes_or_comes_back_and_no_sequence_falls(
    event_id, client
):
    chance, at = random.Random(8), clock.now()
    versions = [client.get(FEEDS[0]).data]
    uids: dict[int, str] = {}
    for number in range(100):
        with transaction() as session:
            is_off = get_event_by_id(session, event_id).status is EventStatus.CANCELLED
        do(chance.choice(OFF if is_off else CHANCE), event_id, at + timedelta(seconds=2 * number))
        versions.append(client.get(FEEDS[0]).data)
        with transaction() as session:
            for occasion in session.scalars(select(Occasion).filter_by(event_id=event_id)):
                known = uids.setdefault(occasion.no, occasion.calendar_uid)
                assert known == occasion.calendar_uid
    faults = [each for old, new in pairwise(versions) for each in faults_between(old, new)]
    assert faults == []
    for old, new in pairwise(versions):
        assert entries_in(old).keys() <= entries_in(new).keys()
    assert len(entries_in(versions[-1])) == len(set(uids.values()))
