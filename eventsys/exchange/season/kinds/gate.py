"""Where phones lie, and what they sent."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from eventsys.core.codes import digest_of, new_code
from eventsys.exchange.season.facts.events import DeviceFact
from eventsys.exchange.season.facts.gate import HeadCountFact, ScanFact, TallyFact
from eventsys.exchange.season.kinds.base import Filling, Kind, Names, Part, Values, Via, table
from eventsys.exchange.season.kinds.events import of_events
from eventsys.registration.tickets.rules import read_past

PHONES = {"device": "device", "event": "event", "occasion": "occasion", "handed_in_by": "device"}
COLUMNS = {"handed_in_by": "handed_in_by"}


def fill_device(_fact: DeviceFact, _filling: Filling) -> Values:
    """Fill in a token that nobody has: the phone of another system cannot post here."""
    return {
        "is_pinned": False,
        "install_id": "season",
        "token_hash": digest_of(new_code()),
        "last_seen_at": None,
        "told_seq": None,
        "told_unsent": None,
        "told_sent_at": None,
    }


def read_hash(scan_id: str) -> str:
    """Give what stands in the place of what a scan read."""
    return digest_of(f"season {scan_id}")


def codes_read() -> Select[Any]:
    """Select what scans read of tickets that have a past."""
    scans, tickets = table("scan"), table("ticket")
    found = select(scans.c.scan_id, scans.c.read_hash, tickets.c.past)
    return found.join(tickets, tickets.c.id == scans.c.ticket_id).where(tickets.c.past.is_not(None))


def read_code_end(rows: Sequence[Any], _names: Names) -> Values:
    """Read since when the code that was read admits nobody."""
    [(_, code, past)] = rows
    return {"code_ended_at": read_past(past).codes.get(code)}


DEVICES = Kind(
    fact=DeviceFact,
    table="device",
    own="public_id",
    links={"event": "event"},
    fill=fill_device,
    of_year=lambda year: of_events("device", year),
)
SCANS = Kind(
    fact=ScanFact,
    table="scan",
    own="scan_id",
    links={**PHONES, "ticket": "ticket"},
    vias={"ticket": Via("ticket", "participant_id")},
    columns=COLUMNS,
    fill=lambda fact, _: {"read_hash": read_hash(fact.id)},
    of_year=lambda year: of_events("scan", year),
    parts=[
        Part(
            table="scan",
            owner="scan_id",
            fields=["code_ended_at"],
            joined=codes_read,
            write=lambda *_: (),
            read=read_code_end,
        )
    ],
)
TALLIES = Kind(
    fact=TallyFact,
    table="tally",
    own="tally_id",
    links=PHONES,
    columns=COLUMNS,
    of_year=lambda year: of_events("tally", year),
)
HEAD_COUNTS = Kind(
    fact=HeadCountFact,
    table="head_count",
    own="headcount_id",
    links=PHONES,
    columns=COLUMNS,
    fill=lambda *_: {"reason": None},
    of_year=lambda year: of_events("head_count", year),
)
