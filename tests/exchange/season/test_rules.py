"""Lines of a season file are judged one by one, on plain values."""

import json

import pytest
from msgspec.json import Decoder

from eventsys.exchange.season.facts.casework import TaskFact
from eventsys.exchange.season.facts.events import EventFact, OccasionFact, TicketFact
from eventsys.exchange.season.facts.gate import ScanFact
from eventsys.exchange.season.operations import DECODER
from eventsys.exchange.season.rules import (
    Fault,
    FaultKind,
    belongs,
    canonical,
    is_without_ticket,
    read_lines,
    targets,
)
from tests.exchange.season.files import small_year, written


def fact(kind, number=0):
    """Read a fact of the small year."""
    found = [each for each in small_year() if each["type"] == kind]
    return DECODER.decode(json.dumps(found[number]))


def test_the_same_line_twice_is_one_fact():
    lines = written(small_year())
    found = read_lines([*lines, *lines], DECODER)
    assert (len(found.facts), found.faults) == (len(lines), [])


def test_other_content_under_the_same_id_names_the_first_line():
    lines = written(small_year())
    other = lines[0].replace("Nørrebro".encode(), b"Valby")
    found = read_lines([*lines, other], DECODER)
    assert found.faults == [
        Fault(len(lines) + 1, FaultKind.SAME_ID, ["district", "noerrebro", "1"])
    ]


@pytest.mark.parametrize(
    ("line", "kind", "half_read"),
    [
        (b"", FaultKind.EMPTY, set()),
        (b"  \n", FaultKind.EMPTY, set()),
        (b"x" * ((1 << 20) + 1), FaultKind.TOO_LONG, set()),
        (b"[1]", FaultKind.UNREADABLE, set()),
        (b"{", FaultKind.UNREADABLE, set()),
        (b'{"type":"\xff"}', FaultKind.UNREADABLE, set()),
        (b'{"type":"venue","id":"park"}', FaultKind.UNREADABLE, {("venue", "park")}),
        (b'{"type":"district","id":"a","name":"a","name":"b"}', FaultKind.REPEATED_FIELD, set()),
        (b'{"type":"district","id":"a","name":"\\u0000"}', FaultKind.NUL, {("district", "a")}),
    ],
)
def test_a_line_that_is_no_fact_is_told_with_its_number(line, kind, half_read):
    found = read_lines([line], DECODER)
    assert [(each.line, each.kind) for each in found.faults] == [(1, kind)]
    assert (found.facts, found.half_read) == ({}, half_read)


def test_nesting_without_end_breaks_nothing():
    found = read_lines([b"[" * 200_000], Decoder())
    assert [each.kind for each in found.faults] == [FaultKind.UNREADABLE]


def test_a_mark_is_told_beside_what_the_line_says():
    [first, *_] = written(small_year())
    found = read_lines([b"\xef\xbb\xbf" + first], DECODER)
    assert [each.kind for each in found.faults] == [FaultKind.MARK]
    assert len(found.facts) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, []), ("a", ["a"]), (["a", "b"], ["a", "b"]), ({"a": "4"}, ["a"])],
)
def test_a_field_refers_to_one_fact_to_several_or_to_none(value, expected):
    assert list(targets(value)) == expected


def test_order_says_nothing_where_a_field_is_a_set():
    task = fact("task", 1)
    assert isinstance(task, TaskFact)
    assert canonical(task, []) is task
    event = fact("event")
    assert isinstance(event, EventFact)
    assert canonical(event, ["spoken"]) == event


def test_what_is_of_another_event_is_named():
    occasion, ticket, scan = fact("occasion"), fact("ticket"), fact("scan")
    assert isinstance(occasion, OccasionFact)
    assert isinstance(ticket, TicketFact)
    assert isinstance(scan, ScanFact)
    linked = {"device": None, "occasion": occasion, "ticket": ticket}
    assert belongs(scan, linked) is None
    assert belongs(fact("plan"), linked) is None
    elsewhere = {**small_year()[0], "type": "scan"}
    assert elsewhere["type"] == "scan"
    foreign = DECODER.decode(
        json.dumps(next(e for e in small_year() if e["type"] == "scan") | {"event": "other"})
    )
    assert belongs(foreign, linked) == "occasion"
    assert belongs(foreign, {"ticket": ticket}) == "ticket"
    said = DECODER.decode(
        json.dumps(
            next(e for e in small_year() if e["type"] == "scan")
            | {"event": "other", "other_event": True}
        )
    )
    assert belongs(said, {"ticket": ticket}) is None


def test_a_scan_is_of_somebody_with_a_ticket():
    ticket = fact("ticket")
    never = DECODER.decode(
        json.dumps(
            {
                name: value
                for name, value in next(e for e in small_year() if e["type"] == "ticket").items()
                if name != "ticket"
            }
        )
    )
    scan, mark = fact("scan"), fact("mark")
    assert is_without_ticket(scan, {"ticket": never})
    assert not is_without_ticket(scan, {"ticket": ticket})
    assert not is_without_ticket(scan, {"ticket": None})
    assert not is_without_ticket(mark, {"ticket": never})
