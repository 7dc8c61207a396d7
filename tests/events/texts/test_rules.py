"""What there is to do on the texts of an event, and what changed in one."""

from hypothesis import given, strategies as st

from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.events.operations import cancel
from eventsys.events.programme.queries import get_event_view, list_planned
from eventsys.events.texts.queries import rows_of
from eventsys.events.texts.rules import Comparison, Passage, Work, compare, sentences_of, work_on
from tests.factories import AT, make_draft, make_event

DANISH, ENGLISH, URDU = Language.DANISH, Language.ENGLISH, Language.URDU
SOMALI, TURKISH, ARABIC = Language.SOMALI, Language.TURKISH, Language.ARABIC


def test_what_is_outdated_a_machines_or_missing_is_to_do(session):
    event = make_event(
        session,
        titles=dict.fromkeys((DANISH, ENGLISH, URDU, SOMALI, TURKISH), "Fest"),
        bodies=dict.fromkeys((DANISH, ENGLISH, URDU, SOMALI), "Kom."),
        provenance=Provenance(origins={URDU: Origin.MACHINE, SOMALI: Origin.MACHINE}),
    )
    rows_of(session, event)[SOMALI].outdated_at = AT
    session.flush()
    assert work_on(get_event_view(session, event.id)) == {
        ARABIC: Work.MISSING,
        TURKISH: Work.MISSING,
        URDU: Work.MACHINE,
        SOMALI: Work.OUTDATED,
    }


def test_a_title_is_enough_where_the_danish_has_nothing_more(session):
    event = make_event(session, titles=dict.fromkeys(Language, "Fest"), bodies={})
    assert work_on(get_event_view(session, event.id)) == {}


def test_work_is_asked_for_events_to_come_drafts_too_the_next_first(session):
    make_event(session, slug="senere", days=(9,))
    make_draft(session, slug="kladde", days=(3,))
    make_event(session, slug="forbi", days=(-3,))
    cancel(session, make_event(session, slug="aflyst", days=(2,)), at=AT, by=SYSTEM)
    assert [each.slug for each in list_planned(session, AT)] == ["kladde", "senere"]


def test_a_comparison_marks_the_sentences_that_one_text_has_alone():
    assert compare("Kom kl. 12. Tag mad med.\nVi ses!", "Kom i parken. Tag mad med.\nVi ses!") == (
        Comparison(
            before=[
                Passage("Kom kl. 12.", is_changed=True),
                Passage("Tag mad med.", is_changed=False),
                Passage("Vi ses!", is_changed=False),
            ],
            now=[
                Passage("Kom i parken.", is_changed=True),
                Passage("Tag mad med.", is_changed=False),
                Passage("Vi ses!", is_changed=False),
            ],
        )
    )


TEXTS = st.lists(st.sampled_from(["A.", "B!", "C?", "D"]), max_size=8).map("\n".join)


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_in_both_and_nothing_is_lost(before, now):
    found = compare(before, now)
    assert [each.text for each in found.before] == sentences_of(before)
    assert [each.text for each in found.now] == sentences_of(now)
    same = [
        [each.text for each in side if not each.is_changed] for side in (found.before, found.now)
    ]
    assert same[0] == same[1]
    assert before != now or not any(each.is_changed for each in found.now)
