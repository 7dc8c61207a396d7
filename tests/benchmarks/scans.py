"""The gate on SQLite, every answer durable: single scans, batches, many tickets, many phones."""

from collections.abc import Iterator
from functools import partial
from random import Random
from statistics import median

from eventsys.core.settings import Settings
from tests.benchmarks.disk import raw_commits_per_second, sync_milliseconds
from tests.benchmarks.figures import Figure, at_least, at_most, exactly, noted
from tests.benchmarks.load import Load, drive
from tests.benchmarks.stage import Comparison, Stage
from tests.benchmarks.world import Gate, open_gate
from tests.browser.server import LiveServer, serving

TICKETS = 10_000
MOST_PER_SECOND = 4000
BATCH = 100
CLIENTS = 8
MANY_CLIENTS = 32
SAMPLE = 1000
FAST_DISK_MS = 0.5


def measure(stage: Stage) -> Iterator[Figure]:
    """Measure all of it."""
    settings = stage.install(stage.sqlite)
    gate = open_gate(settings, TICKETS)
    with serving(settings) as server:
        yield from single_scans(stage, gate)
        yield from batches(stage, settings)
        yield from many_clients(stage, gate, server)
    yield from many_tickets(stage)


def single_scans(stage: Stage, gate: Gate) -> Iterator[Figure]:
    """One scan in a request, eight clients."""
    before = sync_milliseconds(stage.folder)
    found = stage.compare(partial(singles, gate, stage.effort.seconds))
    sync = max(before, sync_milliseconds(stage.folder))
    yield noted("fdatasync of 8 kB, p50", sync, " ms")
    yield at_least("single scans: share of the empty route", found.share, 8, " %")
    yield noted("single scans: per second", found.rate)
    if sync <= FAST_DISK_MS:
        yield at_most("single scans: p99", found.quantile(0.99), 40, " ms")
    else:
        yield noted("single scans: p99 (slow disk)", found.quantile(0.99), " ms")
        raw = raw_commits_per_second(stage.folder, stage.effort.seconds)
        yield at_least("single scans: share of raw SQLite", 100 * found.rate / raw, 60, " %")
    yield exactly("single scans: faults", found.faults, 0)


def singles(gate: Gate, seconds: float, number: int) -> Load:
    """Scan tickets in any order, one at a time."""
    chance = Random(number)
    requests = [
        gate.scan(phone, chance, [chance.randrange(gate.tickets)])
        for phone in range(int(seconds * MOST_PER_SECOND))
    ]
    return Load(url=gate.url, requests=requests, clients=CLIENTS, seconds=seconds)


def batches(stage: Stage, settings: Settings) -> Iterator[Figure]:
    """The scans of a day, a hundred in a request, by turns with one in a request.

    Each day is an event of its own, and each of its tickets is handed in once.
    """
    gains, rates, shares = [], [], []
    for number in range(stage.effort.rounds):
        gate = open_gate(settings, TICKETS, before=number + 1)
        one = drive(singles(gate, stage.effort.seconds, 100 + number))
        many = drive(whole_day(gate, 200 + number))
        rates.append(BATCH * many.rate)
        gains.append(BATCH * many.rate / one.rate)
        raw = raw_commits_per_second(stage.folder, stage.effort.seconds, scans=BATCH)
        shares.append(100 * many.rate / raw)
    yield at_least("batches of 100: times the scans of single requests", median(gains), 10)
    yield noted("batches of 100: scans per second", median(rates))
    yield at_least("batches of 100: share of raw SQLite", median(shares), 15, " %")
    alone = drive(whole_day(open_gate(settings, TICKETS, before=stage.effort.rounds + 1), 1, 500))
    yield at_most("batches of 500 from one phone: slowest", alone.slowest, 1000, " ms")


def whole_day(gate: Gate, number: int, size: int = BATCH) -> Load:
    """Scan all tickets, each once and in any order, a hundred at a time; five hundred by one."""
    chance = Random(number)
    order = chance.sample(range(gate.tickets), gate.tickets)
    slices = [order[start : start + size] for start in range(0, gate.tickets, size)]
    requests = [gate.scan(phone, chance, tickets) for phone, tickets in enumerate(slices)]
    return Load(url=gate.url, requests=requests, clients=CLIENTS if size == BATCH else 1)


def many_clients(stage: Stage, gate: Gate, server: LiveServer) -> Iterator[Figure]:
    """Thirty-two clients at once, for long."""
    seconds = stage.effort.long_seconds
    load = singles(gate, seconds, 300)
    found = drive(Load(url=load.url, requests=load.requests, clients=MANY_CLIENTS, seconds=seconds))
    locked = server.log.read_text().count("database is locked")
    yield noted("32 clients: scans per second", found.rate)
    yield exactly("32 clients: 'database is locked'", locked, 0)
    yield exactly("32 clients: faults", found.faults, 0)
    yield at_most("32 clients: p99", found.quantile(0.99), 250, " ms")
    yield at_most("32 clients: slowest", found.slowest, 1000, " ms")


def many_tickets(stage: Stage) -> Iterator[Figure]:
    """The same thousand scans among a thousand and among a hundred thousand tickets, by turns."""
    few, many = stage.install(stage.sqlite), stage.install(stage.sqlite)
    gates = open_gate(few, SAMPLE), open_gate(many, 100 * SAMPLE)
    with serving(few), serving(many):
        rounds = [
            [drive(sample(gate, number)) for gate in gates] for number in range(stage.effort.rounds)
        ]
    found = Comparison(ours=[large for _, large in rounds], empty=[small for small, _ in rounds])
    dearer = 100 * 100 / found.share - 100
    yield at_most("100,000 tickets: a scan dearer than with 1,000 by", dearer, 20, " %")


def sample(gate: Gate, number: int) -> Load:
    """Scan the same thousand tickets, each once."""
    chance = Random(1)
    tickets = chance.sample(range(gate.tickets), SAMPLE)
    chance = Random(number)
    requests = [gate.scan(phone, chance, [ticket]) for phone, ticket in enumerate(tickets)]
    return Load(url=gate.url, requests=requests, clients=CLIENTS)
