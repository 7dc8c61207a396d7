"""What all measurements share: throw-away installations, and the empty route to compare with."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from eventsys import create_app
from eventsys.core.db import db
from eventsys.core.settings import Settings
from tests.benchmarks.load import Load, Outcome, drive, get
from tests.browser.server import ROOT, free_port, wait_for_answer
from tests.databases import PostgresDatabases, SqliteDatabases, postgres_server
from tests.settings import make_settings


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much to measure: rounds by turns, the seconds of each, and those of the long load."""

    rounds: int = 5
    seconds: float = 3
    long_seconds: float = 30


WHOLE = Effort()
SHORT = Effort(rounds=2, seconds=1, long_seconds=5)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What came of loads on our server, by turns with loads on the empty route."""

    ours: Sequence[Outcome]
    empty: Sequence[Outcome]

    @property
    def share(self) -> float:
        """Tell how many per cent of the empty route's answers per second ours gave."""
        pairs = zip(self.ours, self.empty, strict=True)
        return 100 * median(ours.rate / empty.rate for ours, empty in pairs)

    @property
    def rate(self) -> float:
        """Tell our answers per second."""
        return median(outcome.rate for outcome in self.ours)

    @property
    def faults(self) -> int:
        """Count the answers that were none."""
        return sum(outcome.faults for outcome in self.ours)

    def quantile(self, share: float) -> float:
        """Tell the milliseconds within which a share of our answers came."""
        return median(outcome.quantile(share) for outcome in self.ours)


class Stage:
    """Where measuring takes place; all that was started ends with it."""

    def __init__(self, effort: Effort, stack: ExitStack) -> None:
        self.effort = effort
        self.stack = stack
        self.folder = Path(stack.enter_context(TemporaryDirectory(prefix="eventsys-bench-")))

    @cached_property
    def empty_url(self) -> str:
        """Serve the empty route."""
        port = free_port()
        command = [sys.executable, "-m", "tests.benchmarks.empty", str(port)]
        process = self.stack.enter_context(subprocess.Popen(command, cwd=ROOT))
        self.stack.callback(process.terminate)
        url = f"http://127.0.0.1:{port}"
        wait_for_answer(url, process)
        return url

    @cached_property
    def sqlite(self) -> SqliteDatabases:
        """Make databases of SQLite."""
        return SqliteDatabases(self.folder)

    @cached_property
    def postgres(self) -> PostgresDatabases:
        """Make databases of PostgreSQL, whose commits are durable as they are in earnest."""
        server = self.stack.enter_context(postgres_server(durable=True))
        return PostgresDatabases(server, self.folder)

    def install(self, databases: SqliteDatabases | PostgresDatabases) -> Settings:
        """Make an installation without anything in it."""
        address = f"http://127.0.0.1:{free_port()}"
        url = databases.copy()
        folder = self.folder / f"instance-{url.rpartition('/')[2]}"
        return make_settings(folder, url, base_url=address, testing=False)

    def compare(self, load: Callable[[int], Load]) -> Comparison:
        """Put loads on our server, each after one on the empty route by as many clients."""
        ours, empty = [], []
        for number in range(self.effort.rounds):
            asked = load(number)
            idle = Load(
                url=self.empty_url,
                requests=[get(self.empty_url, "/")],
                clients=asked.clients,
                seconds=self.effort.seconds,
            )
            empty.append(drive(idle))
            ours.append(drive(asked))
        return Comparison(ours=ours, empty=empty)


@contextmanager
def inside(settings: Settings) -> Iterator[Flask]:
    """Open an installation in this process, to lay something into it or to count."""
    app = create_app(settings)
    gc.collect()
    gc.freeze()  # as the server does once it is loaded
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
