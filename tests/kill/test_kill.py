"""The server is killed at random moments: what was acknowledged is there, nothing is half there."""

import random
import time
from collections import Counter
from random import Random

import pytest

from eventsys.core.db import transaction
from tests.browser.server import serving
from tests.factories import make_account
from tests.kill.conftest import wait_for_the_dead
from tests.kill.held import read_held
from tests.kill.rush import prepare_rush

LONGEST_DELAY = 0.3
SHORTEST_DELAY = 0.001


def delays(chance, rounds):
    """Choose when to kill: each round in a part of the time of its own, in no order."""
    part = (LONGEST_DELAY - SHORTEST_DELAY) / rounds
    chosen = [SHORTEST_DELAY + part * (number + chance.random()) for number in range(rounds)]
    return chance.sample(chosen, rounds)


def prepare(opened, chance):
    """Make the next round's event while no server runs."""
    with opened(), transaction() as session:
        desk = make_account(session, f"desk-{chance.getrandbits(64)}@example.org")
        return prepare_rush(session, desk, chance)


def look(opened, rush):
    """Read what an event holds, past the server."""
    with opened() as session:
        wait_for_the_dead(session)
        return read_held(session, rush.slug)


class Rounds:
    """Kills a server time and again; what each round left is repeated in the next one."""

    def __init__(self, settings, opened, chance):
        self.settings, self.opened, self.chance = settings, opened, chance
        self.past = None
        self.faults = []
        self.outcomes = Counter()

    def kill_after(self, delay):
        rush = prepare(self.opened, self.chance)
        with serving(self.settings) as server:
            self.repeat_past(server.url)
            rush.run_until_killed(server, lambda _: time.sleep(delay))
        held = look(self.opened, rush)
        self.faults += rush.faults(held)
        self.outcomes += Counter("lost" if a.answer is None else a.answer.status for a in rush.sent)
        self.settle()
        self.past = rush, held

    def repeat_past(self, url):
        if self.past is not None:
            self.faults += self.past[0].repeat(url, self.past[1])

    def settle(self):
        if self.past is not None:
            self.faults += self.past[0].faults(look(self.opened, self.past[0]))

    def finish(self):
        with serving(self.settings) as server:
            self.repeat_past(server.url)
        self.settle()


def endure(settings, opened, rounds):
    seed = random.randrange(10**6)
    chance = Random(seed)
    killing = Rounds(settings, opened, chance)
    for delay in delays(chance, rounds):
        killing.kill_after(delay)
        assert killing.faults == [], f"seed {seed}, killed after {delay:.3f} s"
    killing.finish()
    assert killing.faults == [], f"seed {seed}"
    assert killing.outcomes.keys() <= {"lost", 200, 201, 303, 409}
    assert {"lost", 200, 201, 303} <= killing.outcomes.keys(), "nothing was under way"


@pytest.mark.quick_on("sqlite")
def test_what_was_acknowledged_outlives_five_kills(settings, opened, both_databases):
    endure(settings, opened, rounds=5)


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_what_was_acknowledged_outlives_a_hundred_kills(settings, opened, both_databases):
    endure(settings, opened, rounds=100)
