"""Codes survive people, and their mistakes show."""

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from eventsys.core.codes import (
    SHORT,
    CodeKind,
    check_character,
    grouped,
    is_short_code,
    new_code,
    new_short_code,
    read_code,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "codes.json").read_text("utf-8"))
bodies = st.text(alphabet=SHORT, min_size=7, max_size=7)


@pytest.mark.parametrize("vector", VECTORS["codes"], ids=lambda vector: vector["why"])
def test_read_code(vector):
    read = read_code(vector["text"])
    assert (read.kind.value, read.value) == (vector["kind"], vector["value"])


@pytest.mark.parametrize("vector", VECTORS["short_codes"], ids=lambda vector: vector["why"])
def test_short_code(vector):
    assert is_short_code(vector["text"]) is vector["valid"]


@given(bodies, st.integers(0, 7), st.sampled_from(SHORT))
def test_every_wrong_character_shows(body, position, wrong):
    code = body + check_character(body)
    changed = code[:position] + wrong + code[position + 1 :]
    assert is_short_code(changed) is (changed == code)


@given(bodies, st.integers(0, 6))
def test_every_swap_of_neighbours_shows(body, position):
    code = body + check_character(body)
    first, second = code[position], code[position + 1]
    changed = code[:position] + second + first + code[position + 2 :]
    assert is_short_code(changed) is (first == second)


def test_new_codes_read_back():
    code, short_code = new_code(), new_short_code()
    assert read_code(f"HTTPS://EXAMPLE.ORG/T/{code}").value == code
    assert read_code(f" {grouped(short_code).lower()} ").value == short_code


@given(st.text(max_size=200))
def test_any_text_is_read_as_something(text):
    assert read_code(text).kind in CodeKind
    assert len(read_code(text).digest) == 64
