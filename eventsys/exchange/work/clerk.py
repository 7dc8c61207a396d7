"""The clerk does long work: one slice in a round, then the whole file; it may die at any moment.

What it had not finished is begun anew once its lease is over, and what was stored is deleted first:
a file is there whole or not at all. Whoever stops the work ends it at once; the clerk finds that it
is no longer its own the next time it writes, which is once a second while the file is made.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from eventsys.core.db import Session, db, write
from eventsys.core.failpoint import Failpoint
from eventsys.core.working import keep_working
from eventsys.documents.errors import PressFailed
from eventsys.documents.orders import Order
from eventsys.documents.press import Press
from eventsys.exchange.work.operations import (
    begin,
    drop_old,
    fail,
    finish,
    go_on,
    keep_piece,
    put_off,
)
from eventsys.exchange.work.queries import Task, is_anything_old, is_anything_to_do
from eventsys.exchange.work.rules import PIECE_BYTES, SLICE

IDLE_SECONDS = 5.0
LIMIT_SECONDS = 600.0
BETWEEN_DROPS = timedelta(minutes=1)

logger = logging.getLogger(__name__)

Wording = Callable[[Task, Sequence[int]], Order | None]
"""Puts papers of some of those whom a task is for into words; None where none is left to print."""


@dataclass
class Begun:
    """What the clerk has in hand: the papers so far, and the order they belong to."""

    task: Task
    begun_at: datetime
    clock: float = field(default_factory=time.monotonic)
    done: int = 0
    order: Order | None = None
    papers: list[Any] = field(default_factory=list)

    def now(self) -> datetime:
        """Tell the time, while one round takes long."""
        return self.begun_at + timedelta(seconds=time.monotonic() - self.clock)


@dataclass
class Clerk:
    """Does long work; run it within the application's context, in one thread."""

    wording: Wording
    piece_bytes: int = PIECE_BYTES
    failpoint: Failpoint = field(default_factory=lambda: Failpoint(None))
    begun: Begun | None = None
    dropped_at: datetime | None = None
    press: Press = field(init=False)

    def __post_init__(self) -> None:
        self.press = Press(
            idle_seconds=IDLE_SECONDS, limit_seconds=LIMIT_SECONDS, is_wanted=self.is_wanted
        )

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; nothing that goes wrong ends it."""
        keep_working(self.work, stop, logger)

    def work(self, at: datetime) -> int:
        """Do one round: a slice of what is in hand, else begin what waits; count what was done."""
        if self.begun is not None:
            self.try_slice(self.begun, at)
            return 1
        return self.drop_old(at) + self.begin(at)

    def drop_old(self, at: datetime) -> int:
        """Delete files that are no longer kept, now and then."""
        if self.dropped_at is not None and at - self.dropped_at < BETWEEN_DROPS:
            return 0
        self.dropped_at = at
        with Session(db.engine) as session:
            is_needed = is_anything_old(session, at=at)
        return write(partial(drop_old, at=at)) if is_needed else 0

    def begin(self, at: datetime) -> int:
        """Take what waits for the longest time; 0 where nothing does."""
        with Session(db.engine) as session:
            if not is_anything_to_do(session, at=at):
                return 0
        task = write(partial(begin, at=at))
        if task is None:
            return 0
        self.begun = Begun(task=task, begun_at=at)
        self.failpoint.passing("work-begun")
        return 1

    def try_slice(self, begun: Begun, at: datetime) -> None:
        """Do the next slice; what fails is put off, and logs hold ids alone."""
        begun.begun_at, begun.clock = at, time.monotonic()
        try:
            is_over = self.finish(begun) if begun.done >= self.total(begun) else self.slice(begun)
        except Exception as error:  # noqa: BLE001 -- the outbox goes on
            why = str(error) if isinstance(error, PressFailed) else type(error).__name__
            logger.warning("work %s not done: %s", begun.task.id, why)
            write(partial(put_off, task=begun.task, at=begun.now()))
            is_over = True
        finally:
            db.session.remove()
        if is_over:
            self.begun = None

    @staticmethod
    def total(begun: Begun) -> int:
        """Count those whom a task is for."""
        return len(begun.task.subjects)

    def slice(self, begun: Begun) -> bool:
        """Put the next papers into words and draw them; True where it is no longer our own."""
        wanted = begun.task.subjects[begun.done : begun.done + SLICE]
        order = self.wording(begun.task, wanted)
        db.session.remove()
        if order is not None:
            begun.order = begun.order or order
            begun.papers += self.press.prepare(order.papers)
        begun.done += len(wanted)
        is_ours = write(partial(go_on, task=begun.task, done=begun.done, at=begun.now()))
        self.failpoint.passing("work-slice-done")
        return not is_ours

    def finish(self, begun: Begun) -> bool:
        """Make the file and store it in pieces, whole or not at all; it is over then."""
        if begun.order is None:
            write(partial(fail, task=begun.task, at=begun.now()))
            return True
        paper = self.press.make(begun.order.template, begun.order.of(begun.papers))
        for no, start in enumerate(range(0, len(paper), self.piece_bytes)):
            piece = partial(keep_piece, no=no, content=paper[start : start + self.piece_bytes])
            if not write(partial(piece, task=begun.task, at=begun.now())):
                return True
            self.failpoint.passing("work-piece-kept")
        if write(partial(finish, task=begun.task, size=len(paper), at=begun.now())):
            logger.info("work %s done", begun.task.id)
        self.failpoint.passing("work-finished")
        return True

    def is_wanted(self) -> bool:
        """Tell the press whether the work is still ours, and hold it further."""
        begun = self.begun
        if begun is None:
            return True
        return write(partial(go_on, task=begun.task, done=begun.done, at=begun.now()))
