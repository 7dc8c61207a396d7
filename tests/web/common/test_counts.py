"""Counts of what somebody tried."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from eventsys.core import clock
from eventsys.web.common.counts import SweptCounts

BEGIN = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def pass_time(monkeypatch):
    """Let the clock stand; gives what moves it on by seconds."""
    now = [BEGIN]
    monkeypatch.setattr(clock, "now", lambda: now[0])

    def later(seconds):
        now[0] += timedelta(seconds=seconds)

    return later


def test_as_many_are_let_through_as_the_limit_says_and_again_in_the_next_window(pass_time):
    limiter, limit = FixedWindowRateLimiter(SweptCounts()), parse("3/minute")
    assert [limiter.hit(limit, "a") for _ in range(5)] == [True, True, True, False, False]
    assert limiter.hit(limit, "b")
    pass_time(59)
    assert not limiter.test(limit, "a")
    assert limiter.get_window_stats(limit, "a").reset_time == BEGIN.timestamp() + 60
    pass_time(1)
    assert limiter.test(limit, "a")
    assert limiter.hit(limit, "a")


def test_counts_are_forgotten_when_their_window_is_over(pass_time):
    counts = SweptCounts()
    for number in range(1000):
        counts.incr(f"short {number}", 60)
    counts.incr("long", 3600)
    pass_time(61)
    counts.incr("new", 60)
    assert set(counts.counts) == {"long", "new"}
    counts.clear("long")
    assert counts.get("long") == 0
    assert counts.reset() == 1


def test_no_try_is_lost_when_many_try_at_once():
    counts, interval = SweptCounts(), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: [counts.incr("a", 60) for _ in range(500)], range(8)))
    finally:
        sys.setswitchinterval(interval)
    assert counts.get("a") == 4000
