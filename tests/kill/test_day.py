"""A small day of many phones at once; `python -m tests.benchmarks day` replays a large one."""

import pytest

from tests.benchmarks.day import replay
from tests.benchmarks.world import open_gate


@pytest.mark.quick_on("postgresql")
def test_a_day_handed_in_by_all_phones_at_once_is_whole_on_the_board(settings, both_databases):
    gate = open_gate(settings, 300, phones=6)
    day = replay(settings, gate, walk_ins=100, leavers=80)
    assert (day.outcome.faults, day.outcome.statuses.keys()) == (0, {200})
    assert (day.board.admitted, day.board.walk_ins, day.board.inside) == (300, 100, 320)
    assert (day.facts.admitted, day.facts.walk_ins) == (300, 100)
    assert day.board.by_quarter_hour == day.facts.by_quarter_hour
