"""The stories that server and phone judge alike; their twin is tests/js/gate/judge.test.mjs."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from eventsys.checkin.rules import Direction, ScanFacts, TicketFacts, Verdict, judge
from eventsys.events.rules import nearest_occasion

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "verdicts.json").read_text())
DEVICES = {"A": 1, "B": 2}


def moment(time):
    return None if time is None else datetime.fromisoformat(f"2027-06-05T{time}+00:00")


def facts_of(story):
    ticket, event = story["ticket"], story["event"]
    times = {name: moment(ticket.get(name)) for name in ticket if name.endswith("_at")}
    return TicketFacts(
        **ticket | times, cancelled_event=event["cancelled"], reentry=event["reentry"]
    )


def scan_of(scan):
    return ScanFacts(
        scan_id=scan["id"],
        device_id=DEVICES[scan["device"]],
        occasion_id=scan["occasion"],
        gate=None,
        direction=Direction(scan["direction"]),
        effective_at=moment(scan["at"]),
        undoes=scan.get("undoes"),
    )


@pytest.mark.parametrize("story", VECTORS["stories"], ids=lambda story: story["why"])
def test_a_story_ends_as_told(story):
    history = judge(facts_of(story), [scan_of(scan) for scan in story["scans"]])
    inside = [no for no, state in history.occasions.items() if state.is_inside]
    assert (history.verdicts, inside) == (story["verdicts"], story["inside"])


@pytest.mark.parametrize("case", VECTORS["nearest"], ids=lambda case: case["why"])
def test_a_moment_belongs_to_the_nearest_occasion(case):
    occasions = [
        (each["no"], *(datetime.fromisoformat(each[name]) for name in ("starts_at", "ends_at")))
        for each in case["occasions"]
    ]
    found = [
        nearest_occasion(occasions, datetime.fromisoformat(each["at"])) for each in case["moments"]
    ]
    assert found == [each["no"] for each in case["moments"]]


def test_the_stories_tell_of_every_verdict_that_a_ticket_of_the_event_can_have():
    told = {verdict for story in VECTORS["stories"] for verdict in story["verdicts"].values()}
    assert told == set(Verdict) - {Verdict.UNKNOWN, Verdict.OTHER_EVENT}
