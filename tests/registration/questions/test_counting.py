"""What there is to do on texts is counted as the worklist lists it."""

from collections import Counter

from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.events.operations import cancel
from eventsys.events.programme.queries import list_planned
from eventsys.events.texts.queries import rows_of
from eventsys.events.texts.rules import Work, work_on
from eventsys.registration.questions.operations import retire_question
from eventsys.registration.questions.wordings.counting import count_work
from eventsys.registration.questions.wordings.queries import list_worded
from eventsys.registration.questions.wordings.rules import work_on as work_on_question
from tests.factories import AT, make_draft, make_event
from tests.questions import make_question

DANISH, ENGLISH, URDU = Language.DANISH, Language.ENGLISH, Language.URDU
SOMALI, TURKISH, ARABIC = Language.SOMALI, Language.TURKISH, Language.ARABIC


def listed(session):
    """Count by the rules what stands on the worklist."""
    events = list_planned(session, AT)
    asked = list_worded(session, [event.id for event in events])
    works = [work for event in events for work in work_on(event).values()]
    questions = [each for rows in asked.values() for each in rows]
    works += [work for each in questions for work in work_on_question(each).values()]
    return Counter(works)


def test_nothing_is_to_do_where_there_is_no_event(session):
    assert count_work(session, AT) == Counter()


def test_all_that_stands_on_the_worklist_is_counted_and_nothing_else(session):
    some = make_event(
        session,
        titles=dict.fromkeys((DANISH, ENGLISH, URDU, SOMALI, TURKISH), "Fest"),
        bodies=dict.fromkeys((DANISH, ENGLISH, URDU, SOMALI), "Kom."),
        provenance=Provenance(origins={URDU: Origin.MACHINE, SOMALI: Origin.MACHINE}),
    )
    rows_of(session, some)[SOMALI].outdated_at = AT
    whole = make_draft(session, titles=dict.fromkeys(Language, "Fest"), bodies={})
    for event in (some, whole):
        make_question(session, event, "Hvad spiser du?")
    make_event(session, days=(-3,))
    cancel(session, make_event(session, days=(2,)), at=AT, by=SYSTEM)
    session.flush()
    assert count_work(session, AT) == listed(session)
    assert count_work(session, AT)[Work.OUTDATED] == 1
    assert count_work(session, AT)[Work.MACHINE] == 1


def test_a_question_that_is_asked_no_more_asks_for_no_words(session):
    event = make_event(session, titles=dict.fromkeys(Language, "Fest"), bodies={})
    question = make_question(session, event, "Hvad spiser du?")
    assert count_work(session, AT)[Work.MISSING] == listed(session)[Work.MISSING] > 0
    retire_question(session, question, at=AT, by=SYSTEM)
    assert count_work(session, AT) == Counter()
