"""What phones tell of their numbering, and the gaps that shows, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.checkin.devices.queries import list_devices
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.models import Device
from eventsys.checkin.requests import UnreadableRow
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from tests.factories import (
    START,
    batch_of,
    make_device,
    make_event,
    make_head_count,
    make_scan,
    make_tally,
)

MINUTE = timedelta(minutes=1)


class Phone:
    """A phone at the northern gate of an event."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session)
        self.token = make_device(session, self.event, "Nord").token

    def post(self, *seqs, at=START, sent_at=None, **told):
        """Hand in scans with these numbers."""
        batch = batch_of(*(make_scan("x", seq=seq) for seq in seqs), sent_at=sent_at or at)
        return record_scans(self.session, self.token, replace(batch, **told), at=at)

    def row(self):
        self.session.expire_all()
        (row,) = list_devices(self.session, self.event)
        return row

    def numbers(self):
        row = self.row()
        return row.made, row.received, row.missing, row.unsent


@pytest.fixture
def phone(session):
    return Phone(session)


def test_a_phone_wiped_before_it_sent_misses_at_least_what_it_last_told_of(phone):
    phone.post(*range(1, 199), last_seq=212, unsent=14)
    assert phone.numbers() == (212, 198, 14, 14)


def test_what_it_told_is_gone_when_all_has_come_in(phone):
    phone.post(*range(1, 4), last_seq=5, unsent=2)
    phone.post(4, 5, at=START + MINUTE, last_seq=5, unsent=0)
    assert phone.numbers() == (5, 5, 0, 0)


def test_a_sign_of_life_alone_tells_of_what_waits(phone):
    phone.post(last_seq=7, unsent=7)
    assert phone.numbers() == (7, 0, 7, 7)


def test_an_old_batch_that_comes_late_or_again_takes_nothing_back(phone):
    late = START + 9 * MINUTE
    phone.post(1, last_seq=1, unsent=0)
    phone.post(last_seq=9, unsent=8, at=START + MINUTE)
    phone.post(last_seq=9, unsent=3, at=START + 5 * MINUTE)
    phone.post(1, at=late, sent_at=START, last_seq=1, unsent=0)
    phone.post(at=late, sent_at=START + MINUTE, last_seq=9, unsent=8)
    assert phone.row().unsent == 3
    assert phone.row().made == 9


def test_a_phone_that_tells_nothing_is_counted_by_what_came_in(phone):
    phone.post(1, 2, 5)
    assert phone.numbers() == (5, 3, 2, None)
    assert phone.row().repeated == 0


def test_two_scans_with_one_number_are_both_stored_and_show(phone):
    phone.post(1, 2, 2, 3)
    row = phone.row()
    assert (row.received, row.missing, row.repeated) == (3, 0, 1)


def test_a_row_that_nobody_can_read_has_come_in_though_its_number_is_missing(phone):
    for _ in range(2):
        batch = batch_of(make_scan("x", seq=1), UnreadableRow(row_id=None, body="{}"))
        record_scans(phone.session, phone.token, replace(batch, last_seq=2), at=START)
    assert (phone.row().missing, phone.row().unreadable) == (1, 1)


def test_scans_tallies_and_head_counts_share_one_numbering(phone):
    phone.post(1)
    record_tallies(phone.session, phone.token, batch_of(make_tally(seq=2)), at=START)
    told = replace(batch_of(make_head_count(seq=4)), last_seq=6, unsent=2)
    record_head_counts(phone.session, phone.token, told, at=START)
    assert phone.numbers() == (6, 3, 3, 2)


@pytest.mark.parametrize("record", [record_scans, record_tallies, record_head_counts])
def test_each_kind_of_batch_says_that_the_phone_lives(record, phone):
    later = START + 9 * MINUTE
    record(phone.session, phone.token, replace(batch_of(), last_seq=3, unsent=3), at=later)
    assert (phone.row().last_seen_at, phone.row().missing) == (later, 3)


def test_a_phone_installed_anew_is_a_device_with_a_numbering_of_its_own(phone):
    phone.post(1, 2, last_seq=2, unsent=0)
    again = make_device(phone.session, phone.event, "Nord")
    scans = replace(batch_of(make_scan("x", seq=1)), last_seq=1, unsent=0)
    record_scans(phone.session, again.token, scans, at=START)
    rows = list_devices(phone.session, phone.event)
    assert [(row.label, row.made, row.missing, row.repeated) for row in rows] == [
        ("Nord 1", 2, 0, 0),
        ("Nord 2", 1, 0, 0),
    ]


def test_what_the_rows_say_by_themselves_is_not_written_down_with_each_scan(phone):
    for seq in (1, 2, 3):
        phone.post(seq, last_seq=seq, unsent=0, at=START + seq * timedelta(seconds=1))
    assert phone.session.query(Device).one().told_seq == 1
    assert phone.numbers() == (3, 3, 0, 0)
