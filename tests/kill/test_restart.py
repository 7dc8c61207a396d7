"""The opening minute with a restart in its middle: nobody loses a place, nobody gets two."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.benchmarks.families import Opening
from tests.benchmarks.opening import SLUG, announce, broken, doubles, let_in, untold, watching
from tests.browser.server import serving

PLACES = 60
FAMILIES = 120
SECONDS = 6.0


@pytest.mark.quick_on("postgresql")
@pytest.mark.timeout(300)
def test_nobody_loses_a_place_to_a_restart_in_the_opening_minute(settings, database):
    settings = replace(settings, trusted_proxies=1)
    announce(settings, PLACES)
    opening = Opening(settings.base_url, SLUG, FAMILIES, SECONDS)
    with watching(settings) as watch, ThreadPoolExecutor(1) as pool:
        with serving(settings) as server:
            told = pool.submit(let_in, opening)
            wait_until_some_are_taken(watch)
            server.kill()
        with serving(settings):
            told = told.result()
    assert [look for look in watch.looks if len(set(look)) > 1 or look[0] > PLACES] == []
    assert watch.looks[-1][0] == PLACES
    assert (doubles(watch), broken(told, watch), untold(told, watch)) == (0, 0, 0)
    assert (told.lost, told.odd) == (0, [])


def wait_until_some_are_taken(watch):
    """Wait until registering is well under way."""
    deadline = time.monotonic() + 60
    while not watch.looks or not PLACES / 4 < watch.looks[-1][0] < PLACES:
        assert time.monotonic() < deadline, "nobody registered"
        time.sleep(0.01)
