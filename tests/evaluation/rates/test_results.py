"""A wave's results: exact, hidden where few answered, and only once it is closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.evaluation.rates.results import OwnWords, read_own_words, read_results
from eventsys.evaluation.rates.rules import BLANK, Share, Told
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.rules import NO, NOT_RELEVANT, YES
from tests.answers import Given, make_measured, make_workshop
from tests.factories import AT
from tests.surveys import make_choice, make_questionnaire, make_scale, make_words, make_yes_no
from tests.watch import watch_statements

OVER = AT + timedelta(days=60)
ENOUGH = Given(responses=12, answers=[{"4": 7, "2": 5}])
FEW = Given(responses=3, answers=[{"4": 3}])


@pytest.fixture
def asked(session):
    """A questionnaire that asks a scale, a yes or no, a choice and for words."""
    return make_questionnaire(session, make_scale(), make_yes_no(), make_choice(), make_words())


@pytest.fixture
def results_of(session):
    """Read the results of a wave: `results_of(wave)`."""
    return lambda wave, at=OVER: read_results(session, wave, at=at)


def shares(results):
    """Give the shares of a wave's questions; None where they are hidden."""
    return [each.told.share if each.told else None for each in results.questions]


def test_each_question_has_a_whole_of_its_own(session, asked, results_of):
    at_once = {"4": 31, "3": 24, "2": 4, "1": 1, NOT_RELEVANT: 3}
    later = {YES: 44, NO: 7, NOT_RELEVANT: 11}
    wave = make_measured(session, asked, Given(responses=64, invited=66, answers=[at_once, later]))
    results = results_of(wave)
    assert results.rate == Share(64, 66)
    assert shares(results)[:2] == [Share(55, 60), Share(44, 51)]
    assert results.questions[1].told == Told(
        share=Share(44, 51), by_value={YES: 44, NO: 7}, outside={BLANK: None, NOT_RELEVANT: None}
    )


def test_paper_and_link_count_alike_and_the_exit_stands_apart(session, asked, results_of):
    paper = Given(responses=6, answers=[{"1": 6}], source=ResponseSource.PAPER)
    at_exit = Given(responses=5, answers=[{"4": 5}], source=ResponseSource.EXIT)
    wave = make_measured(session, asked, ENOUGH, paper, at_exit)
    results = results_of(wave)
    assert (results.rate, results.at_exit) == (Share(18, 18), 5)
    assert shares(results)[0] == Share(7, 18)
    assert results.questions[0].at_exit.share == Share(5, 5)


def test_few_at_the_exit_are_hidden_too(session, asked, results_of):
    at_exit = replace(FEW, source=ResponseSource.EXIT)
    results = results_of(make_measured(session, asked, ENOUGH, at_exit))
    assert (results.at_exit, results.questions[0].at_exit) == (3, None)


def test_before_it_is_closed_a_wave_tells_only_who_answered(session, asked, results_of):
    wave = make_measured(session, asked, Given(responses=12, invited=20))
    open_still = results_of(wave, wave.closes_at - timedelta(seconds=1))
    assert (open_still.is_closed, open_still.rate, open_still.questions) == (
        False,
        Share(12, 20),
        [],
    )
    assert results_of(wave, wave.closes_at).is_closed


def test_what_few_answered_is_hidden(session, asked, results_of):
    answers = [{"4": 3, NOT_RELEVANT: 9}, {YES: 5}]
    wave = make_measured(session, asked, Given(responses=12, answers=answers))
    assert shares(results_of(wave)) == [None, Share(5, 5), Share(0, 0), Share(0, 0)]


def test_a_wave_beside_a_small_one_of_the_same_year_is_hidden_with_it(session, asked, results_of):
    # The year's figure is told: without this one, what is left would be that of three people.
    large = make_measured(session, asked, Given(responses=30, answers=[{"4": 20, "1": 10}]))
    medium = make_measured(session, asked, ENOUGH)
    small = make_measured(session, asked, FEW)
    assert [shares(results_of(each))[0] for each in (large, medium, small)] == [
        Share(20, 30),
        None,
        None,
    ]


def test_waves_of_another_time_or_questionnaire_do_not_matter(session, asked, results_of):
    wave = make_measured(session, asked, ENOUGH)
    make_measured(session, asked, FEW, months=3)
    make_measured(session, make_questionnaire(session), FEW)
    assert shares(results_of(wave, AT + timedelta(days=200)))[0] == Share(7, 12)


def test_a_small_wave_that_is_still_open_hides_nothing(session, asked, results_of):
    wave = make_measured(session, asked, ENOUGH)
    make_measured(session, asked, FEW, at=AT + timedelta(days=50))
    assert shares(results_of(wave))[0] == Share(7, 12)


def test_more_answers_than_invitations_are_no_percentage(session, asked, results_of):
    wave = make_measured(session, asked, Given(responses=12, invited=11))
    assert (results_of(wave).rate, results_of(wave).rate.percent(0)) == (Share(12, 11), None)


def test_own_words_stand_apart_from_the_answers(session, asked):
    at_exit = Given(responses=2, texts=["Kold kaffe"], source=ResponseSource.EXIT)
    wave = make_measured(session, asked, replace(ENOUGH, texts=["God dag", "Mere tid"]), at_exit)
    assert read_own_words(session, wave, at=wave.opens_at) == []
    [words] = read_own_words(session, wave, at=OVER)
    assert words == OwnWords(question=asked.questions[3], texts=words.texts, at_exit=None)
    assert sorted(words.texts) == ["God dag", "Mere tid"]


def test_the_words_of_few_are_hidden(session, asked):
    wave = make_measured(session, asked, replace(FEW, texts=["Kun jeg sagde det"]))
    [words] = read_own_words(session, wave, at=OVER)
    assert (words.texts, words.at_exit) == (None, None)


def test_an_event_counts_where_and_when_it_was_held_last(session, asked, results_of):
    year_end = AT.replace(year=2009, month=12, day=24, hour=20, minute=30)
    late = make_workshop(session, at=year_end, district="vesterbro-kongens-enghave")
    wave = make_measured(session, asked, ENOUGH, event=late, at=year_end)
    measured = results_of(wave).measured
    assert (measured.year, measured.district) == (2010, "vesterbro-kongens-enghave")


def test_the_database_is_asked_as_often_for_many_answers(session, asked, results_of):
    wave = make_measured(session, asked, FEW)
    with watch_statements() as few:
        results_of(wave)
    for _ in range(5):
        make_measured(session, asked, ENOUGH)
    with watch_statements() as many:
        results_of(wave)
    assert len(many) == len(few) <= 8
