"""What stores scans: facts first, then where each ticket stands is computed anew."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from eventsys.checkin.arrivals.operations import add_arrivals
from eventsys.checkin.devices.makers import Makers, list_makers
from eventsys.checkin.devices.queries import (
    PostingDevice,
    known_device,
    list_posting_devices,
)
from eventsys.checkin.models import Scan
from eventsys.checkin.requests import Batch, Handed, RowResult, ScanResult, ScanRow
from eventsys.checkin.rows import common_values, insert_new, sort_out, touch
from eventsys.checkin.rules import (
    ScanFacts,
    TicketFacts,
    TicketHistory,
    Verdict,
    judge,
)
from eventsys.checkin.scans.lookups import NOBODY, FoundTickets, find_tickets
from eventsys.checkin.scans.posts import Post, rounds_of
from eventsys.checkin.scans.queries import (
    KnownScan,
    fingerprint_of,
    known_scan,
    new_scan,
    stored_scans,
)
from eventsys.checkin.scans.states import changes_of, keep_states, states_of
from eventsys.checkin.timing import Calendar, Clock
from eventsys.core.codes import digest_of
from eventsys.core.db import table_of


def record_scans(
    session: Session, token: str, batch: Batch[ScanRow], *, at: datetime
) -> Sequence[ScanResult]:
    """Store a phone's scans and tell what each comes to today; rows known already change nothing.

    Raise `UnknownDevice`. Everything else is a result, one for each row, in their order.
    """
    [results] = record_together(session, [Handed(token=token, batch=batch, at=at)])
    return results


def record_together(
    session: Session, handed: Sequence[Handed[ScanRow]]
) -> Sequence[Sequence[ScanResult]]:
    """Store what several phones hand in, as if one came after the other; each has its results.

    Raise `UnknownDevice` where one of them is unknown.
    """
    session.flush()
    connection = session.connection()
    posts = read_posts(connection, handed)
    told = {
        post.place: results
        for together in rounds_of(posts)
        for post, results in zip(together, store_scans(connection, together), strict=True)
    }
    return [told[post.place] for post in posts]


def read_posts(connection: Connection, handed: Sequence[Handed[ScanRow]]) -> Sequence[Post]:
    """Find out whose posts these are."""
    hashes = [digest_of(each.token) for each in handed]
    found = list_posting_devices(connection, hashes)
    return [
        Post(
            place=place,
            device=known_device(found, token_hash, at=each.at),
            batch=each.batch,
            at=each.at,
        )
        for place, (token_hash, each) in enumerate(zip(hashes, handed, strict=True))
    ]


def store_scans(connection: Connection, posts: Sequence[Post]) -> Sequence[Sequence[ScanResult]]:
    """Store the scans of phones of one event, none of which is in two posts."""
    for post in posts:
        touch(connection, post.device, post.batch, at=post.at)
    if not any(post.batch.rows for post in posts):
        return [[] for _ in posts]
    device = posts[0].device
    readable = [row for post in posts for row in post.readable]
    found = find_tickets(connection, device, readable)
    ids = {row.row_id for row in readable}
    stored = stored_scans(connection, ids, found.facts) if ids else []
    calendar = Calendar(device)
    told = {row.row_id: row.fingerprint for row in readable}
    known = {row.scan_id: fingerprint_of(row, told) for row in stored if row.scan_id in ids}
    sorted_posts = [
        sort_out(connection, post.device, table_of(Scan), post.batch, known, at=post.at)
        for post in posts
    ]
    makers = list_makers(connection, [row for each in sorted_posts for row in each.new])
    new = [
        scan_values(post.device, row, found, calendar, post.clock, makers)
        for post, each in zip(posts, sorted_posts, strict=True)
        for row in each.new
    ]
    insert_new(connection, table_of(Scan), new)
    scans = {row.scan_id: known_scan(row) for row in stored}
    scans |= {row["scan_id"]: new_scan(row) for row in new}
    histories = histories_of(found.facts, scans)
    touched = {row["ticket_id"] for row in new}
    states = states_of(scans.values(), touched, histories, max(post.at for post in posts))
    keep_states(connection, states)
    add_arrivals(connection, device.id, changes_of(stored, states))
    known_as = {row_id: whose.practice for row_id, whose in found.whose.items() if whose.practice}
    return [
        [scan_result(row, scans, calendar, histories, known_as) for row in each.results]
        for each in sorted_posts
    ]


def scan_values(
    device: PostingDevice,
    row: ScanRow,
    found: FoundTickets,
    calendar: Calendar,
    clock: Clock,
    makers: Makers,
) -> dict[str, Any]:
    """Write a scan down as the fact it is."""
    whose = found.whose.get(row.row_id, NOBODY)
    return common_values(device, row, clock, calendar, makers) | {
        "scan_id": row.row_id,
        "code_kind": row.read.kind,
        "read_hash": row.read.digest,
        "ticket_id": whose.ticket_id,
        "other_event": whose.other_event,
        "is_practice": whose.practice is not None,
        "gate": row.gate,
        "direction": row.direction,
        "undoes": row.undoes,
        "shown": row.shown,
    }


def histories_of(
    facts: Mapping[int, TicketFacts], scans: Mapping[str, KnownScan]
) -> Mapping[int, TicketHistory]:
    """Judge tickets anew, from all their scans that count."""
    counting: defaultdict[int, list[ScanFacts]] = defaultdict(list)
    for scan in scans.values():
        if scan.counts and scan.ticket_id is not None:
            counting[scan.ticket_id].append(scan.facts)
    return {ticket_id: judge(facts[ticket_id], counting[ticket_id]) for ticket_id in facts}


def scan_result(
    result: RowResult,
    scans: Mapping[str, KnownScan],
    calendar: Calendar,
    histories: Mapping[int, TicketHistory],
    known_as: Mapping[str, Verdict],
) -> ScanResult:
    """Put one row's answer together; `known_as` tells what practice tickets come to."""
    told = partial(ScanResult, index=result.index, row_id=result.row_id, state=result.state)
    scan = scans.get(result.row_id or "")
    if scan is None:
        return told(verdict=Verdict.UNKNOWN)
    occasion_id = scan.facts.occasion_id
    occasion_no = calendar.numbers.get(occasion_id or 0)
    history = histories.get(scan.ticket_id or 0)
    if history is None:
        verdict = Verdict.OTHER_EVENT if scan.other_event else Verdict.UNKNOWN
        verdict = known_as.get(scan.facts.scan_id, verdict)
        return told(verdict=verdict, occasion_no=occasion_no)
    state = history.occasions.get(occasion_id)
    verdict = history.verdicts.get(scan.facts.scan_id, Verdict.UNKNOWN)
    return told(verdict=verdict, occasion_no=occasion_no, first=state.first if state else None)
