"""All that writes to SQLite takes its turn here; hot paths share one commit."""

import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from eventsys.core.errors import Busy, Overtaken

Item = TypeVar("Item")
Result = TypeVar("Result")
LARGEST_GROUP = 64
PATIENCE_IN_SECONDS = 5.0
LANES = 4  # more at once only wait for each other's rows, and some then for very long
LINES = 64
"""In how many lines those wait who write about the same; two things may share one."""


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the database says into refusals, one and the same for every way to write.

    Raise `Busy` where it gave no turn or broke off, and `Overtaken` where somebody else was faster
    than an operation thought of: a constraint, or a row that is no longer there.
    """
    try:
        yield
    except OperationalError as error:
        raise Busy from error
    except (IntegrityError, StaleDataError, ObjectDeletedError) as error:
        raise Overtaken from error


@dataclass(frozen=True)
class Together(Generic[Item, Result]):
    """An operation that does several items in one go, for less than one after the other.

    It gives each item its result, in their order; where it fails for one, it fails for all, and
    each is then done alone.
    """

    operation: Callable[[Session, Sequence[Item]], Sequence[Result]]
    item: Item

    def __call__(self, session: Session) -> Result:
        """Do the one item alone."""
        [result] = self.operation(session, [self.item])
        return result

    def with_items(self, items: Sequence[Item]) -> Callable[[Session], Sequence[Result]]:
        """Give the operation that does all of these."""
        return lambda session: self.operation(session, items)


@dataclass(frozen=True)
class Waiting:
    """An operation in the queue, and where its outcome goes."""

    operation: Callable[[Session], Any]
    outcome: Future[Any]


Outcome = tuple[Waiting, Any, BaseException | None]


class Writer:
    """Runs operations one by one, or in groups that share a commit."""

    def __init__(self, engine: Engine, *, in_groups: bool) -> None:
        self.engine = engine
        self.in_groups = in_groups and engine.dialect.name == "sqlite"
        self.turn = threading.Lock()
        self.lanes = threading.Semaphore(LANES)
        self.lines = [threading.Lock() for _ in range(LINES)]
        self.waiting: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self.door = threading.Lock()
        self.is_open = self.in_groups
        if self.in_groups:
            threading.Thread(target=self.work, name="writer", daemon=True).start()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold SQLite's one turn to write; other databases need none."""
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self.turn.acquire(timeout=PATIENCE_IN_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self.turn.release()

    @contextmanager
    def lane(self) -> Iterator[None]:
        """Hold one of the few lanes for short operations; SQLite has only its one turn."""
        with self.alone() if self.engine.dialect.name == "sqlite" else self.lanes:
            yield

    def run(self, operation: Callable[[Session], Result], about: str = "") -> Result:
        """Run an operation and return when its outcome is durable.

        Those `about` the same would wait for one row in the database: they do so here, one behind
        the other, where waiting takes no lane and no connection from the rest. Raise `Busy` where
        the database broke off, such as for a full disk or a restart, and `Overtaken` where somebody
        else was faster: nothing is stored then.
        """
        with refusing():
            outcome = self.join(operation)
            if outcome is not None:
                return outcome.result()
            with self.line(about):
                return self.run_alone(operation)

    def join(self, operation: Callable[[Session], Result]) -> Future[Result] | None:
        """Let an operation wait for the next group, where there are groups."""
        outcome: Future[Result] = Future()
        with self.door:
            if not self.is_open:
                return None
            self.waiting.put(Waiting(operation, outcome))
        return outcome

    def close(self) -> None:
        """Take no more into groups, and end when all who wait are done; later ones run alone."""
        with self.door:
            if self.is_open:
                self.is_open = False
                self.waiting.put(None)

    def line(self, about: str) -> AbstractContextManager[object]:
        """Give the line of those who write about the same; whoever says nothing stands in none."""
        return self.lines[hash(about) % LINES] if about else nullcontext()

    def run_alone(self, operation: Callable[[Session], Result]) -> Result:
        """Give an operation a transaction to itself."""
        with self.lane(), self.connection() as connection, Session(connection) as session:
            result = operation(session)
            session.commit()
            connection.commit()
            return result

    def work(self) -> None:
        """Take what waits, as a group, until the writer is closed."""
        while (first := self.waiting.get()) is not None:
            group = [first]
            while len(group) < LARGEST_GROUP and not self.waiting.empty():
                following = self.waiting.get()
                if following is None:
                    self.waiting.put(None)  # nothing can wait behind it: the door is shut
                    break
                group.append(following)
            self.run_group(group)

    def run_group(self, group: list[Waiting]) -> None:
        """Run a group in one transaction; an outcome is told only when all is durable."""
        outcomes: list[Outcome]
        try:
            if len(group) == 1:
                outcomes = [(group[0], self.run_alone(group[0].operation), None)]
            else:
                outcomes = self.run_together(group)
        except BaseException as error:  # noqa: BLE001 -- told to all who wait
            outcomes = [(waiting, None, error) for waiting in group]
        for waiting, result, failure in outcomes:
            if failure is None:
                waiting.outcome.set_result(result)
            else:
                waiting.outcome.set_exception(failure)

    def run_together(self, group: list[Waiting]) -> list[Outcome]:
        """Run a group with a savepoint for each operation, and one commit for all."""
        with self.alone(), self.connection() as connection:
            outcomes: list[Outcome] = []
            for _, alike in groupby(group, key=what_is_done):
                outcomes += attempt_all(list(alike), connection)
            connection.commit()
            return outcomes

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Open a connection whose transaction writes from its beginning."""
        with self.engine.connect() as connection:
            connection.execution_options(writes=True)
            try:
                connection.begin()
            except OperationalError as error:
                raise Busy from error
            yield connection


def what_is_done(waiting: Waiting) -> object:
    """Tell operations that can be done in one go by what they do; any other is one of its own."""
    operation = waiting.operation
    return operation.operation if isinstance(operation, Together) else id(waiting)


def attempt_all(alike: list[Waiting], connection: Connection) -> list[Outcome]:
    """Run operations in one go where they can be; where that fails, each by itself."""
    together = [each.operation for each in alike if isinstance(each.operation, Together)]
    if len(together) > 1:
        in_one_go = together[0].with_items([each.item for each in together])
        results, failure = attempt(in_one_go, connection)
        if failure is None:
            return [(waiting, result, None) for waiting, result in zip(alike, results, strict=True)]
    return [(waiting, *attempt(waiting.operation, connection)) for waiting in alike]


def attempt(
    operation: Callable[[Session], Any], connection: Connection
) -> tuple[Any, BaseException | None]:
    """Run an operation in a savepoint, so that its failure is its own.

    Raise `Busy` where that ended the whole transaction.
    """
    try:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            result = operation(session)
            session.commit()
    except Exception as error:
        if is_taken_back(connection):
            raise Busy from error
        return None, error
    return result, None


def is_taken_back(connection: Connection) -> bool:
    """Tell whether SQLite ended the whole transaction by itself, as it may when the disk is full.

    Whatever the group had written is gone then, and savepoints would be transactions of their own.
    """
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and not driver.in_transaction


_writers: WeakKeyDictionary[Engine, Writer] = WeakKeyDictionary()
_making = threading.Lock()


def writer_of(engine: Engine, *, in_groups: bool) -> Writer:
    """Find the one writer of a database, or make it."""
    writer = _writers.get(engine)
    if writer is None:
        with _making:
            writer = _writers.get(engine)
            if writer is None:
                writer = _writers[engine] = Writer(engine, in_groups=in_groups)
                event.listen(engine, "engine_disposed", close_writer, once=True)
    return writer


def close_writer(engine: Engine) -> None:
    """Let the writer of a database end with the engine: its thread would keep both for ever."""
    writer = _writers.pop(engine, None)
    if writer is not None:
        writer.close()
