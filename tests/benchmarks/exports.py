"""Participants as files: 10,000 of them in time, 100,000 of them in little memory."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.programme.queries import find_event_view
from eventsys.exchange.files.rules import FileFormat, Sheet
from eventsys.exchange.files.writing import file_pieces
from eventsys.web.organiser.exports.people import Scope, people_table
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.world import open_gate

MANY, VERY_MANY = 10_000, 100_000
SECONDS = {FileFormat.CSV: 0.5, FileFormat.XLSX: 1.5}
MIB = 1024 * 1024
A_MOMENT = 0.02
FIRST_BYTE = 1.0
MEMORY = 30


@dataclass
class Memory:
    """How much more memory the process has taken than it had at first."""

    first: int
    highest: int

    @property
    def extra(self) -> float:
        """Tell it in MiB."""
        return (self.highest - self.first) / MIB


def measure(stage: Stage) -> Iterator[Figure]:
    """Take participants home from both databases; the memory is that of SQLite."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = stage.install(databases)
        open_gate(settings, MANY, phones=1)
        with inside(settings) as app, app.test_request_context("/da/"):
            for form, ceiling in SECONDS.items():
                seconds_for(form, 0)  # the first time also loads what it needs
                seconds = seconds_for(form, 0)
                yield at_most(f"{MANY:,} participants as {form}, {name}", seconds, ceiling, " s")
    settings = stage.install(stage.sqlite)
    open_gate(settings, VERY_MANY, phones=1)
    with inside(settings) as app, app.test_request_context("/da/"):
        yield from of_very_many()


def of_very_many() -> Iterator[Figure]:
    """Watch the memory and the first byte."""
    for form in FileFormat:
        with watched_memory() as memory:
            began = time.perf_counter()
            pieces = file_pieces(sheet(0), form)
            next(pieces)
            first = time.perf_counter() - began
            for _piece in pieces:
                pass
        if form is FileFormat.CSV:
            yield at_most(f"first byte of {VERY_MANY:,} as CSV", first, FIRST_BYTE, " s")
        yield at_most(f"memory for {VERY_MANY:,} as {form}", memory.extra, MEMORY, " MiB")


def seconds_for(form: FileFormat, before: int) -> float:
    """Tell how long a whole file takes, in the time of the processor: others work here too."""
    began = time.process_time()
    for _piece in file_pieces(sheet(before), form):
        pass
    return time.process_time() - began


def sheet(before: int) -> Sheet:
    """Lay all columns out."""
    view = find_event_view(db.session(), f"many-{before}", drafts=True)
    assert view is not None
    at, language = clock.now(), Language.DANISH
    scope = Scope(may_have_all=True, meant=None)
    return people_table(db.session(), view, [], language, scope=scope, at=at).whole()


@contextmanager
def watched_memory() -> Iterator[Memory]:
    """Look at the process's memory again and again."""
    process, done = psutil.Process(), threading.Event()
    memory = Memory(*[process.memory_info().rss] * 2)

    def look() -> None:
        while not done.wait(A_MOMENT):
            memory.highest = max(memory.highest, process.memory_info().rss)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield memory
    finally:
        done.set()
        watcher.join()
