"""Questions in their languages: what lags behind the Danish is known."""

from dataclasses import replace

from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance, Standing, TextState
from eventsys.core.text import Language
from eventsys.events.programme.rules import Reading
from eventsys.events.texts.rules import Work
from eventsys.registration.questions.operations import amend_question, retire_question
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.requests import OptionPlan
from eventsys.registration.questions.wordings.queries import list_worded, rows_of, standings_of
from eventsys.registration.questions.wordings.rules import work_on
from tests.factories import AT, make_event
from tests.questions import make_question, make_question_plan, options_of

DANISH, ENGLISH, ARABIC = Language.DANISH, Language.ENGLISH, Language.ARABIC
TURKISH, URDU, SOMALI = Language.TURKISH, Language.URDU, Language.SOMALI
WORDS = {"others": {ARABIC: "ماذا تأكل؟"}}
OPTIONS = options_of(["Kød", "Grønt"], [DANISH, ARABIC])
KNOWN = [
    OptionPlan(labels=each.labels, code=code)
    for each, code in zip(OPTIONS, ("koed", "groent"), strict=True)
]


def amended(session, event, question, label="Hvad spiser du?", **changes):
    plan = replace(make_question_plan(label, "Kød", **WORDS), **{"options": KNOWN} | changes)
    amend_question(session, question, plan, at=AT, by=SYSTEM)
    (view,) = list_questions(session, event.id)
    return view.states[ARABIC]


def asked(session):
    event = make_event(session)
    return event, make_question(session, event, "Hvad spiser du?", "Kød", **WORDS, options=OPTIONS)


def test_a_question_lags_behind_its_danish_until_it_is_confirmed(session):
    event, question = asked(session)
    assert amended(session, event, question) is TextState.HUMAN
    assert amended(session, event, question, "Hvad spiser I?") is TextState.OUTDATED
    said = Provenance(confirmed=frozenset({ARABIC}))
    assert amended(session, event, question, "Hvad spiser I?", provenance=said) is TextState.HUMAN
    verbs = select(AuditEntry.verb).where(AuditEntry.object_kind == "question")
    assert session.scalars(verbs).all().count("outdate") == 1


def test_a_choice_that_is_new_or_gone_makes_no_words_outdated(session):
    event, question = asked(session)
    more = [*KNOWN, *options_of(["Fisk"], [DANISH, ARABIC])]
    assert amended(session, event, question, options=more) is TextState.HUMAN
    assert amended(session, event, question, options=KNOWN) is TextState.HUMAN


def test_a_choice_that_is_new_makes_no_outdated_words_right(session):
    event, question = asked(session)
    assert amended(session, event, question, "Hvad spiser I?") is TextState.OUTDATED
    more = [*KNOWN, *options_of(["Fisk"], [DANISH, ARABIC])]
    now = amended(session, event, question, "Hvad spiser I?", options=more)
    assert now is TextState.OUTDATED


def test_a_choice_called_otherwise_in_danish_alone_makes_the_words_outdated(session):
    event, question = asked(session)
    first = OptionPlan(labels={DANISH: "Oksekød", ARABIC: "Kød"}, code="koed")
    assert amended(session, event, question, options=[first, KNOWN[1]]) is TextState.OUTDATED


def test_a_language_that_is_taken_away_is_gone(session):
    event, question = asked(session)
    plan = make_question_plan("Hvad spiser du?", "Kød", "Grønt")
    amend_question(session, question, plan, at=AT, by=SYSTEM)
    (view,) = list_questions(session, event.id)
    assert (set(view.words), set(view.states)) == ({DANISH}, {DANISH})


def test_what_a_question_was_before_in_danish_is_kept_with_who_made_the_words(session):
    event, question = asked(session)
    said = Provenance(origins={ARABIC: Origin.MACHINE})
    amended(session, event, question, "Hvad spiser I?", provenance=said)
    standing = standings_of(session, question.id)[ARABIC]
    assert (standing.origin, standing.source["label"]) == (Origin.MACHINE, "Hvad spiser du?")
    assert standings_of(session, question.id)[DANISH] == Standing()


def test_words_that_are_outdated_a_machines_or_missing_are_to_do(session):
    event = make_event(session)
    others = {ENGLISH: "Food?", ARABIC: "ماذا تأكل؟", URDU: "کھانا؟"}
    said = Provenance(origins={ARABIC: Origin.MACHINE})
    question = make_question(session, event, "Mad?", others=others, provenance=said)
    english = replace(standings_of(session, question.id)[ENGLISH], outdated_at=AT)
    rows_of(session, question.id)[ENGLISH].standing = english
    session.flush()
    (found,) = list_worded(session, [event.id])[event.id]
    assert (found.id, found.label) == (question.id, "Mad?")
    assert work_on(found) == {
        ENGLISH: Work.OUTDATED,
        ARABIC: Work.MACHINE,
        TURKISH: Work.MISSING,
        SOMALI: Work.MISSING,
    }


def test_work_is_asked_for_what_each_event_asks_in_its_order(session):
    first, second, other = (make_event(session) for _ in range(3))
    for event in (first, second, other):
        for label in ("Mad?", "Musik?", "Glemt?"):
            question = make_question(session, event, label)
        retire_question(session, question, at=AT, by=SYSTEM)
    make_event(session)
    found = list_worded(session, [first.id, second.id])
    assert {event: [each.label for each in asked] for event, asked in found.items()} == {
        first.id: ["Mad?", "Musik?"],
        second.id: ["Mad?", "Musik?"],
    }


def test_a_reader_gets_words_to_rely_on_the_danish_or_doubtful_ones(session):
    event, question = asked(session)
    said = Provenance(origins={ARABIC: Origin.MACHINE})

    def read(language):
        (view,) = list_questions(session, event.id)
        return view.reading(language)

    assert [read(each) for each in (DANISH, ARABIC, SOMALI)] == [
        Reading.WHOLE,
        Reading.WHOLE,
        Reading.DANISH,
    ]
    amended(session, event, question, provenance=said)
    assert read(ARABIC) is Reading.MACHINE
    amended(session, event, question, "Hvad spiser I?")
    assert read(ARABIC) is Reading.OUTDATED
