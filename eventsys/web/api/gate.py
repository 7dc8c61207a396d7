"""What phones hand in: scans, tallies and head counts; every result means stored."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask.typing import ResponseReturnValue
from msgspec import UNSET, UnsetType

from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.requests import Handed, RowResult, ScanResult
from eventsys.checkin.rules import RowState, Verdict
from eventsys.checkin.scans.operations import record_together
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import Together, write
from eventsys.web.api.answers import give
from eventsys.web.api.bearers import device_token, for_devices
from eventsys.web.api.blueprint import blueprint
from eventsys.web.api.description import BODY, Description, described
from eventsys.web.api.reading import read_body
from eventsys.web.api.rows import read_batch, read_head_count, read_scan, read_tally
from eventsys.web.api.shapes import gate as shapes

UNREADABLE_ROW = "E_ROW"
REFUSES = (*BODY, "E_DEVICE", "E_BUSY")


@blueprint.post("/scans")
@for_devices
@described(
    Description(
        takes=shapes.Scans,
        rows=shapes.ScanItem,
        gives={200: shapes.ScanResults},
        refuses=REFUSES,
    )
)
def scans() -> ResponseReturnValue:
    """Hand in scans, and learn what each comes to today."""
    body = read_body(shapes.Scans)
    at = clock.now()
    batch = read_batch(body, body.scans, read_scan, "scan_id")
    handed = Handed(token=device_token(), batch=batch, at=at)
    found = write(Together(record_together, handed))
    return give(
        shapes.ScanResults(
            server_time=at,
            results=[scan_result(each, sent_id(body.scans, each, "scan_id")) for each in found],
        )
    )


@blueprint.post("/tallies")
@for_devices
@described(
    Description(
        takes=shapes.Tallies,
        rows=shapes.TallyItem,
        gives={200: shapes.TallyResults},
        refuses=REFUSES,
    )
)
def tallies() -> ResponseReturnValue:
    """Hand in people counted without a ticket."""
    body = read_body(shapes.Tallies)
    at = clock.now()
    batch = read_batch(body, body.tallies, read_tally, "tally_id")
    found = write(partial(record_tallies, token=device_token(), batch=batch, at=at))
    return give(
        shapes.TallyResults(
            server_time=at,
            results=[
                shapes.TallyResult(
                    index=each.index,
                    tally_id=sent_id(body.tallies, each, "tally_id"),
                    state=each.state,
                    error=error_of(each),
                )
                for each in found
            ],
        )
    )


@blueprint.post("/headcounts")
@for_devices
@described(
    Description(
        takes=shapes.HeadCounts,
        rows=shapes.HeadCountItem,
        gives={200: shapes.HeadCountResults},
        refuses=REFUSES,
    )
)
def headcounts() -> ResponseReturnValue:
    """Hand in numbers of people counted at a post."""
    body = read_body(shapes.HeadCounts)
    at = clock.now()
    batch = read_batch(body, body.headcounts, read_head_count, "headcount_id")
    found = write(partial(record_head_counts, token=device_token(), batch=batch, at=at))
    return give(
        shapes.HeadCountResults(
            server_time=at,
            results=[
                shapes.HeadCountResult(
                    index=each.index,
                    headcount_id=sent_id(body.headcounts, each, "headcount_id"),
                    state=each.state,
                    error=error_of(each),
                )
                for each in found
            ],
        )
    )


def scan_result(result: ScanResult, scan_id: str | None) -> shapes.ScanResult:
    """Tell what became of a scan."""
    first = result.first
    return shapes.ScanResult(
        index=result.index,
        scan_id=scan_id,
        state=result.state,
        verdict=result.verdict or Verdict.UNKNOWN,
        occasion=result.occasion_no,
        first=None if first is None else shapes.FirstEntry(at=first.at, gate=first.gate),
        error=error_of(result),
    )


def sent_id(items: Sequence[Any], result: RowResult, name: str) -> str | None:
    """Give a row's id as its sender wrote it; None where it had none that is usable."""
    return None if result.row_id is None else str(items[result.index][name])


def error_of(result: RowResult) -> str | UnsetType:
    """Name what is wrong with a row, if anything is."""
    return UNREADABLE_ROW if result.state is RowState.UNREADABLE else UNSET
