"""The rows of a batch, each read on its own: what cannot be read is kept as a stray."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from eventsys.checkin.requests import (
    Batch,
    HeadCountRow,
    ScanRow,
    TallyRow,
    UnreadableRow,
)
from eventsys.checkin.rules import Verdict
from eventsys.core.codes import CodeKind, CodeRead, read_code
from eventsys.core.text import UnusableCharacter, clean_line
from eventsys.web.api.moments import read_moment
from eventsys.web.api.refusals import too_large
from eventsys.web.api.shapes.common import Id
from eventsys.web.api.shapes.gate import HeadCountItem, ScanItem, TallyItem, Telling

Row = TypeVar("Row", ScanRow, TallyRow, HeadCountRow)
MOST_ROWS = 500
NIL = "00000000-0000-0000-0000-000000000000"
LONGEST_STRAY = 2000
VERDICTS = {verdict.value: verdict for verdict in Verdict}


class Unreadable(Exception):
    """A row that says nothing usable."""


def read_batch(
    told: Telling, items: Sequence[object], read: Callable[[object], Row], id_name: str
) -> Batch[Row]:
    """Read the rows of a batch; refuse one with too many."""
    if len(items) > MOST_ROWS:
        raise too_large()
    return Batch(
        sent_at=read_moment(told.sent_at),
        rows=[read_row(item, read, id_name) for item in items],
        last_seq=told.last_seq,
        unsent=told.unsent,
    )


def read_row(item: object, read: Callable[[object], Row], id_name: str) -> Row | UnreadableRow:
    """Read one row, or keep what of it may be kept."""
    try:
        return read(item)
    except (msgspec.ValidationError, UnusableCharacter, Unreadable):
        return UnreadableRow(row_id=id_of(item, id_name), body=stray_text(item))


def read_scan(item: object) -> ScanRow:
    """Read a scan."""
    scan = msgspec.convert(item, ScanItem)
    return ScanRow(
        row_id=usable(scan.scan_id),
        seq=scan.seq,
        read=what_was_read(scan),
        gate=line(scan.gate),
        direction=scan.direction,
        undoes=lowered(scan.undoes),
        device_at=read_moment(scan.device_at),
        shown=VERDICTS.get(scan.shown or ""),
        relayed_for=line(scan.relayed_for),
        relay_offset_ms=scan.relay_offset_ms,
    )


def read_tally(item: object) -> TallyRow:
    """Read a tally."""
    tally = msgspec.convert(item, TallyItem)
    return TallyRow(
        row_id=usable(tally.tally_id),
        seq=tally.seq,
        category=tally.category,
        gate=line(tally.gate),
        undoes=lowered(tally.undoes),
        linked_scan_id=lowered(tally.linked_scan_id),
        device_at=read_moment(tally.device_at),
        relayed_for=line(tally.relayed_for),
        relay_offset_ms=tally.relay_offset_ms,
    )


def read_head_count(item: object) -> HeadCountRow:
    """Read a head count; its slot must be clear, and end after it began."""
    count = msgspec.convert(item, HeadCountItem)
    start, end = read_moment(count.slot_start), read_moment(count.slot_end)
    if start is None or end is None or end < start:
        raise Unreadable
    return HeadCountRow(
        row_id=usable(count.headcount_id),
        seq=count.seq,
        post=line(count.post) or "",
        slot_start=start,
        slot_end=end,
        kind=count.kind,
        n=count.n,
        role=count.role,
        supersedes=lowered(count.supersedes),
        reason=line(count.reason),
        device_at=read_moment(count.device_at),
        relayed_for=line(count.relayed_for),
        relay_offset_ms=count.relay_offset_ms,
    )


def what_was_read(scan: ScanItem) -> CodeRead:
    """Tell what a scan has read: a text, or the hash that phones hold of a code."""
    if scan.code is not None and scan.code_hash is None:
        return read_code(scan.code)
    if scan.code_hash is not None and scan.code is None:
        return CodeRead(CodeKind.CODE_HASH, scan.code_hash)
    raise Unreadable


def usable(row_id: str) -> str:
    """Give an id as it is stored; all zeros are none."""
    if row_id == NIL:
        raise Unreadable
    return row_id.lower()


def lowered(row_id: str | None) -> str | None:
    """Give the id of another row as it is stored."""
    return None if row_id is None else row_id.lower()


def line(text: str | None) -> str | None:
    """Give a line of text as it is stored; an empty one is none."""
    return None if text is None else clean_line(text) or None


def id_of(item: object, id_name: str) -> str | None:
    """Find the id of a row that cannot be read, where that at least is one."""
    try:
        row_id = msgspec.convert(item[id_name], Id) if isinstance(item, Mapping) else NIL
    except (KeyError, msgspec.ValidationError):
        return None
    return None if row_id == NIL else row_id.lower()


def stray_text(item: object) -> str:
    """Write a row that cannot be read as ASCII text, without what may be a code."""
    return json.dumps(without_codes(item), default=str)[:LONGEST_STRAY]


def without_codes(value: object, *, depth: int = 0) -> object:
    """Leave out of a JSON value what may be the text of a code, and what lies deep."""
    if isinstance(value, Mapping) and depth == 0:
        return {
            str(name)[:40]: "…" if name == "code" else without_codes(each, depth=1)
            for name, each in list(value.items())[:40]
        }
    if isinstance(value, str):
        return value[:64] if depth == 1 else "…"
    return value if isinstance(value, int | float | bool | None) else type(value).__name__
