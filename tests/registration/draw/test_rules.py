"""The same seed and entrants give the same result for ever; all orders are equally likely."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from eventsys.events.intake.rules import WaitlistOrder
from eventsys.registration.draw import check
from eventsys.registration.draw.rules import (
    DrawRecord,
    Entrant,
    draw_lots,
    is_right,
    key_of,
    lot_of,
)

FITS, FIRST = WaitlistOrder.FITS, WaitlistOrder.FIRST
PARTIES = [Entrant("amina", 3), Entrant("bo", 2), Entrant("cem", 1), Entrant("dina", 2)]
# 0.999 of draws that are fair stay below, with 23 and 3 degrees of freedom
LARGEST_CHI_23, LARGEST_CHI_3 = 49.73, 16.27
DRAWS = 4800


def drawn(record: DrawRecord):
    return [(each.key, each.key in record.winners) for each in record.entrants]


def as_json(record: DrawRecord):
    """Write a record as its page hands it out."""
    return {
        "seed": record.seed,
        "waitlist_order": record.order.value,
        "places": {str(no): places for no, places in record.places.items()},
        "entrants_digest": record.digest,
        "entrants": [
            {
                "key": each.key,
                "size": each.size,
                "date": each.occasion_no,
                "repeat": each.is_repeat,
                "place": each.key in record.winners,
            }
            for each in record.entrants
        ],
    }


def test_the_golden_draw_comes_out_of_its_seed():
    """What was drawn once must be drawn again by every later version."""
    assert key_of("aaaaaaaaaaaaaaaa") == "ff383025c06ea8f7"
    assert lot_of("2026-05-04", "amina").startswith("d66657f0ad5fad3c")
    record = draw_lots("2026-05-04", PARTIES, {0: 4}, FITS)
    assert drawn(record) == [("bo", True), ("dina", True), ("cem", False), ("amina", False)]
    assert record.digest == "9274d70aff9e77d87dfb53365cfce567d533be2178244f68efe1981e88936a5d"
    assert record.algorithm == "1"


def test_the_order_of_registering_changes_nothing():
    results = {
        tuple(drawn(draw_lots("seed", list(order), {0: 4}, FITS)))
        for order in permutations(PARTIES)
    }
    assert len(results) == 1


def chi_square(counts, number):
    """Measure how far counts of draws are from equal."""
    expected = DRAWS / number
    missing = (number - len(counts)) * expected
    return missing + sum((count - expected) ** 2 / expected for count in counts.values())


def test_every_order_is_as_likely_as_any_other():
    orders, firsts = Counter[tuple[str, ...]](), Counter[str]()
    for seed in range(DRAWS):
        order = tuple(
            each.key for each in draw_lots(f"seed {seed}", PARTIES, {0: 0}, FITS).entrants
        )
        orders[order] += 1
        firsts[order[0]] += 1
    assert chi_square(orders, 24) < LARGEST_CHI_23
    assert chi_square(firsts, 4) < LARGEST_CHI_3


def test_control_an_order_that_favours_somebody_is_found_out():
    firsts = Counter[str]()
    for seed in range(DRAWS):
        ordered = draw_lots(f"seed {seed}", PARTIES, {0: 0}, FITS).entrants
        favoured = ordered[1] if ordered[1].key == "bo" else ordered[0]
        firsts[favoured.key] += 1
    assert chi_square(firsts, 4) > LARGEST_CHI_3


def winners(order, places, *sizes):
    """Give places down a fixed order of parties of these sizes."""
    parties = [Entrant(f"party {number}", size) for number, size in enumerate(sizes)]
    seed = next(
        text
        for text in map(str, range(100_000))
        if sorted(parties, key=lambda each: lot_of(text, each.key)) == parties
    )
    record = draw_lots(seed, parties, {0: places}, order)
    return [each.key in record.winners for each in record.entrants]


@pytest.mark.parametrize(
    ("order", "has_place"), [(FITS, [True, False, True]), (FIRST, [True, False, False])]
)
def test_a_party_too_large_is_passed_over_or_ends_the_giving(order, has_place):
    assert winners(order, 4, 3, 2, 1) == has_place


def test_further_registrations_of_a_contact_come_behind_all_others():
    often = [Entrant("once", 1), *(Entrant(f"more {n}", 1, is_repeat=True) for n in range(20))]
    for seed in range(20):
        record = draw_lots(f"{seed}", [*often, *PARTIES], {0: 5}, FITS)
        assert {each.key for each in record.entrants[:5]} == {"once", *(p.key for p in PARTIES)}


def test_each_date_gives_its_own_places():
    parties = [Entrant("a", 1, 1), Entrant("b", 1, 1), Entrant("c", 1, 2), Entrant("d", 2, 2)]
    record = draw_lots("dates", parties, {1: 1, 2: 3}, FIRST)
    assert len(record.winners & {"a", "b"}) == 1
    assert {"c", "d"} <= record.winners


def test_a_record_that_was_touched_is_wrong():
    record = draw_lots("seed", PARTIES, {0: 4}, FITS)
    assert is_right(record)
    assert not is_right(replace(record, seed="other"))
    assert not is_right(replace(record, winners=frozenset({"dina"})))
    assert not is_right(replace(record, entrants=record.entrants[:-1]))


@pytest.mark.parametrize("order", [FITS, FIRST])
def test_a_stranger_draws_the_same_with_a_few_lines_of_python(tmp_path, order):
    parties = [Entrant(f"{n}", 1 + n % 4, 1 + n % 2, is_repeat=n % 7 == 0) for n in range(60)]
    record = draw_lots("a stranger", parties, {1: 20, 2: 9}, order)
    path = tmp_path / "record.json"
    path.write_text(json.dumps(as_json(record)), encoding="utf-8")
    assert check_by_itself(path) == "The result is right."
    wrong = as_json(record) | {"seed": "another"}
    path.write_text(json.dumps(wrong), encoding="utf-8")
    assert check_by_itself(path) == "The result is WRONG."
    assert check.draw_again(as_json(record)) == [[key, place] for key, place in drawn(record)]


def check_by_itself(path: Path) -> str:
    """Run the published program as it is, without anything of ours around it."""
    command = [sys.executable, "-I", check.__file__, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
