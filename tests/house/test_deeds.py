"""Whatever the code writes into the audit log has words: what was done, and to what."""

import ast

import pytest

from eventsys.core.text import Language
from eventsys.web.common.languages import speaking
from eventsys.web.organiser.audit.verbs import verb_words
from eventsys.web.organiser.audit.words import kind_words
from tests.house.deeds import Code, Deeds, deeds_of, whole_code

ADDED = """
from eventsys.core.audit import record

class Fate(StrEnum):
    LOST = "lose"

def tell(session, subject: Model, verb, *, at, by):
    record(session, verb, subject, {}, at=at, by=by)

def pass_on(session, scan: Scan, *, at, by):
    tell(session, scan, "frown" if scan.undoes else "smile", at=at, by=by)
    tell(session, get_scan(session), verb="shrug", at=at, by=by)

def end(session, fate: Fate, *, at, by):
    gates = [Gate(name="a") for _ in range(2)]
    for gate in gates:
        record(session, fate.value, gate, {}, at=at, by=by)

def guess(session, words, *, at, by):
    record(session, words[0], session.whatever(), {}, at=at, by=by)

def get_scan(session) -> Scan: ...
"""


@pytest.fixture(scope="module")
def deeds() -> Deeds:
    return deeds_of(whole_code())


def unworded(deeds):
    """List what the page would show as the code calls it."""
    with speaking(Language.DANISH):
        return deeds.verbs - verb_words().keys(), deeds.tables - kind_words().keys()


def test_the_log_holds_nothing_without_words(in_app, deeds):
    assert (unworded(deeds), deeds.unclear) == ((set(), set()), [])


def test_no_words_stand_for_what_nobody_does(in_app, deeds):
    with speaking(Language.DANISH):
        assert (verb_words().keys() - deeds.verbs, kind_words().keys() - deeds.tables) == (
            set(),
            set(),
        )


def test_control_a_new_deed_is_found_through_functions_loops_and_constants(in_app):
    found = deeds_of(Code({"eventsys.added": ast.parse(ADDED)}))
    assert unworded(found) == ({"frown", "smile", "shrug", "lose"}, {"scan", "gate"})
    assert found.unclear == ["eventsys.added:20"]
