"""How a text stands beside the Danish."""

from datetime import timedelta

from hypothesis import given, strategies as st

from eventsys.core.standing import (
    Origin,
    Provenance,
    Rendering,
    Standing,
    TextState,
    digest_of,
    newly_outdated,
    restate,
)
from eventsys.core.text import Language
from tests.factories import AT

DANISH, SOMALI, URDU = Language.DANISH, Language.SOMALI, Language.URDU
OTHERS = (SOMALI, URDU)
NOTHING = Provenance()
LATER = AT + timedelta(hours=1)


def words(text):
    return {"title": text}


def texts(**by_code):
    return {Language(code): words(text) for code, text in by_code.items()}


def known(**by_code):
    return {language: Rendering(each) for language, each in texts(**by_code).items()}


def test_a_new_text_is_a_humans_unless_a_machine_is_said_to_have_made_it():
    said = Provenance(origins={URDU: Origin.MACHINE})
    stand = restate({}, texts(da="Fest", so="Xaflad", ur="جشن"), said, at=AT)
    assert {each: stand[each].state for each in stand} == {
        DANISH: TextState.HUMAN,
        SOMALI: TextState.HUMAN,
        URDU: TextState.MACHINE,
    }


def test_the_danish_text_is_never_a_machines():
    said = Provenance(origins={DANISH: Origin.MACHINE}, confirmed=frozenset({DANISH}))
    assert restate({}, texts(da="Fest"), said, at=AT) == {DANISH: Standing()}


def test_a_text_that_stays_while_the_danish_changes_is_outdated_and_keeps_what_it_renders():
    before = known(da="Fest", so="Xaflad")
    stand = restate(before, texts(da="Stor fest", so="Xaflad"), NOTHING, at=AT)
    assert stand[SOMALI] == Standing(source=words("Fest"), outdated_at=AT)
    assert stand[SOMALI].state is TextState.OUTDATED
    assert newly_outdated(before, stand) == [SOMALI]


def test_a_text_that_lags_behind_keeps_since_when_and_is_not_new_among_them():
    lagging = Standing(origin=Origin.MACHINE, source=words("Fest"), outdated_at=AT)
    before = known(da="Stor fest") | {SOMALI: Rendering(words("Xaflad"), lagging)}
    stand = restate(before, texts(da="Større fest", so="Xaflad"), NOTHING, at=LATER)
    assert stand[SOMALI] == lagging
    assert newly_outdated(before, stand) == []


def test_who_made_a_text_can_be_corrected_without_making_it_right():
    lagging = Standing(origin=Origin.MACHINE, source=words("Fest"), outdated_at=AT)
    before = known(da="Stor fest") | {SOMALI: Rendering(words("Xaflad"), lagging)}
    said = Provenance(origins={SOMALI: Origin.HUMAN})
    stand = restate(before, texts(da="Stor fest", so="Xaflad"), said, at=LATER)
    assert stand[SOMALI] == Standing(source=words("Fest"), outdated_at=AT)


def test_a_text_is_named_by_its_content_alone():
    assert digest_of({"title": "a", "body": "b"}) == digest_of({"body": "b", "title": "a"})
    assert digest_of(words("Fest")) != digest_of(words("Fest "))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["Fest", "Stor fest", "Fest i parken"]),
        st.lists(st.sampled_from([*OTHERS]), unique=True),  # written anew
        st.lists(st.sampled_from([*OTHERS]), unique=True),  # confirmed
    ),
    max_size=12,
)


@given(STEPS)
def test_a_text_is_outdated_exactly_while_the_danish_is_not_what_it_renders(steps):
    danish = "Fest"
    written = {each: f"{each}-0" for each in OTHERS}
    rendered = dict.fromkeys(OTHERS, danish)
    stand = {each: Standing() for each in (DANISH, *OTHERS)}
    for number, (now, anew, confirmed) in enumerate(steps, start=1):
        before = {each: Rendering(words(written[each]), stand[each]) for each in OTHERS}
        before[DANISH] = Rendering(words(danish))
        written |= {each: f"{each}-{number}" for each in anew}
        danish = now
        after = texts(da=danish) | {each: words(written[each]) for each in OTHERS}
        stand = restate(before, after, Provenance(confirmed=frozenset(confirmed)), at=AT)
        rendered |= dict.fromkeys((*anew, *confirmed), danish)
        outdated = {each for each in OTHERS if stand[each].state is TextState.OUTDATED}
        assert outdated == {each for each in OTHERS if rendered[each] != danish}
        assert all(stand[each].source == words(rendered[each]) for each in outdated)
