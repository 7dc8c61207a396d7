"""Two versions of a feed side by side, by the bytes of each entry."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

VEVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """What a client compares."""

    sequence: int
    stamp: str
    whole: bytes


def entries_in(calendar: bytes) -> Mapping[str, Entry]:
    """List a calendar's entries by uid."""
    return dict(map(read, VEVENT.findall(calendar)))


def read(vevent: bytes) -> tuple[str, Entry]:
    """Read one entry."""
    lines = dict(line.split(":", 1) for line in vevent.decode().split("\r\n") if ":" in line)
    assert lines["DTSTAMP"] == lines["LAST-MODIFIED"]
    return lines["UID"], Entry(int(lines["SEQUENCE"]), lines["DTSTAMP"], vevent)


def faults_between(before: bytes, after: bytes) -> Iterator[str]:
    """List what no client may be shown from one version to the next."""
    old, new = entries_in(before), entries_in(after)
    for uid in old.keys() & new.keys():
        if new[uid].sequence < old[uid].sequence:
            yield f"{uid}: the sequence fell"
        if new[uid].whole != old[uid].whole and new[uid].stamp <= old[uid].stamp:
            yield f"{uid}: changed, and its stamp did not rise"
        if new[uid].stamp != old[uid].stamp and new[uid].sequence == old[uid].sequence:
            yield f"{uid}: a new stamp, and the same sequence"
