"""A whole day handed in within a minute: nothing is lost, and the board is right at its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from eventsys.attendance.board.queries import find_board
from eventsys.attendance.board.rules import BoardCount
from eventsys.attendance.queries import Count, count_event
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.settings import Settings
from eventsys.events.queries import get_event
from tests.benchmarks.figures import Figure, at_most, exactly, noted
from tests.benchmarks.load import Load, Outcome, drive
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.world import Gate, open_gate
from tests.browser.server import serving

TICKETS = 10_000
PHONES = 20
BATCH = 25
WALK_INS = 2_000
LEAVE_EARLY = 3_000


@dataclass(frozen=True, kw_only=True)
class Day:
    """What came of a day: the load, and what board and facts say at its end."""

    outcome: Outcome
    board: BoardCount
    facts: Count


def measure(stage: Stage) -> Iterator[Figure]:
    """Replay the day of twenty phones and ten thousand tickets."""
    settings = stage.install(stage.sqlite)
    gate = open_gate(settings, TICKETS, phones=PHONES)
    day = replay(settings, gate, walk_ins=WALK_INS, leavers=LEAVE_EARLY)
    board, facts = day.board, day.facts
    yield at_most("a day of 20 phones and 15,000 rows", day.outcome.seconds, 60, " s")
    yield noted("a batch of 25 beside 19 other phones: p99", day.outcome.quantile(0.99), " ms")
    yield exactly("faults", day.outcome.faults, 0)
    yield exactly("admitted, on the board", board.admitted, TICKETS)
    yield exactly("admitted, by the facts", facts.admitted, TICKETS)
    yield exactly("without a ticket, on the board", board.walk_ins, WALK_INS)
    yield exactly("inside, on the board", board.inside, TICKETS + WALK_INS - LEAVE_EARLY)


def replay(settings: Settings, gate: Gate, *, walk_ins: int, leavers: int) -> Day:
    """Let each ticket come in, some go out again, and others come without; all phones at once."""
    with serving(settings):
        outcome = drive(day_of(gate, walk_ins=walk_ins, leavers=leavers))
    with inside(settings):
        session, at = db.session(), clock.now()
        event = get_event(session, "many-0")
        board = find_board(session, event, at=at)
        assert board is not None
        facts = count_event(session, event, at=at)
        return Day(outcome=outcome, board=board.count, facts=facts)


def day_of(gate: Gate, *, walk_ins: int, leavers: int) -> Load:
    """Write what the phones send; who leaves early came early."""
    chance = Random(1)
    order = chance.sample(range(gate.tickets), gate.tickets)
    coming = [gate.scan(n, chance, part) for n, part in enumerate(slices(order))]
    leaving = [gate.scan(n, chance, part, "out") for n, part in enumerate(slices(order[:leavers]))]
    counting = [
        gate.count(n, chance, len(part)) for n, part in enumerate(slices(list(range(walk_ins))))
    ]
    return Load(url=gate.url, requests=[*coming, *counting, *leaving], clients=len(gate.phones))


def slices(numbers: list[int]) -> list[list[int]]:
    """Cut into batches."""
    return [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]
