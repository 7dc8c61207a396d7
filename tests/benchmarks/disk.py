"""What the disk allows: how long a durable write takes, and what SQLite alone makes of it."""

import os
import sqlite3
import time
from pathlib import Path
from statistics import median
from uuid import uuid4

PROBES = 100
PAGE = b"x" * 8192


def sync_milliseconds(folder: Path) -> float:
    """Tell how long it usually takes until 8 kB are on the disk."""
    path = folder / "probe"
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY)
    times = []
    for number in range(PROBES):
        os.pwrite(descriptor, PAGE, number * len(PAGE))
        began = time.perf_counter()
        os.fdatasync(descriptor)
        times.append(time.perf_counter() - began)
    os.close(descriptor)
    path.unlink()
    return median(times) * 1000


def raw_commits_per_second(folder: Path, seconds: float, *, scans: int = 1) -> float:
    """Tell how many durable commits SQLite makes, each of an UPDATE and an INSERT for each scan."""
    connection = sqlite3.connect(folder / f"{uuid4()}.sqlite3", isolation_level=None)
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE ticket (id INTEGER PRIMARY KEY, used INTEGER)",
        "CREATE TABLE scan (id TEXT PRIMARY KEY, ticket INTEGER)",
        "INSERT INTO ticket VALUES (1, 0)",
    ):
        connection.execute(statement)
    began, number = time.perf_counter(), 0
    while time.perf_counter() < began + seconds:
        connection.execute("BEGIN IMMEDIATE")
        for _ in range(scans):
            connection.execute("UPDATE ticket SET used = used + 1 WHERE id = 1")
            connection.execute("INSERT INTO scan VALUES (?, 1)", (str(uuid4()),))
        connection.execute("COMMIT")
        number += 1
    connection.close()
    return number / seconds
