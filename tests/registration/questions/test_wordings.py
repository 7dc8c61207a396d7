"""Questions in their languages: what lags behind the Danish is known."""

from dataclasses import replace

from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Provenance, TextState
from eventsys.core.text import Language
from eventsys.registration.questions.operations import amend_question
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.requests import OptionPlan
from tests.factories import AT, make_event
from tests.questions import make_question, make_question_plan, options_of

DANISH, ARABIC = Language.DANISH, Language.ARABIC
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
