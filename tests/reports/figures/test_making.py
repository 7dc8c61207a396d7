"""What of an event belongs to which year and figure, and what is said where a fact is missing."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from eventsys.attendance.queries import count_event
from eventsys.casework.models import ExternalIndicator, StaffAllocation
from eventsys.casework.rules import TaskStatus
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.rules import DeviceRole, HeadCountKind
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.principal import SYSTEM
from eventsys.evaluation.surveys.models import Survey
from eventsys.events.operations import cancel
from eventsys.events.rules import Audience
from eventsys.registration.rules import Category, ParticipantRequest
from eventsys.reports.figures.errors import QuestionWithoutRate
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.operations import choose_question, let_count_as
from eventsys.reports.figures.queries import read_scope
from eventsys.reports.figures.rules import CountsAs, Missing
from tests.answers import Given, make_measured, make_workshop
from tests.factories import (
    AT,
    HOURS,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_head_count,
    make_registration,
    make_scan,
    make_tally,
    make_venue,
    occasions_on,
)
from tests.facts import add_advice, add_fact, add_requisition
from tests.surveys import make_questionnaire, make_scale, make_words

YEAR = START.year
AFTER = START + timedelta(days=200)
BY = {"at": AT, "by": SYSTEM}
CHILD = ParticipantRequest(name="Barn", category=Category.CHILD)
ADULT = ParticipantRequest(name="Voksen", category=Category.ADULT)


def figures_of(session, year=YEAR):
    return {code: each.made for code, each in make_figures(session, year, at=AFTER).items()}


def hold(session, counts_as, **changes):
    event = make_event(session, **changes)
    let_count_as(session, event, counts_as, **BY)
    return event


def count_heads(session, event, *rows):
    device = make_device(session, event, role=DeviceRole.COUNT)
    record_head_counts(session, device.token, batch_of(*rows), at=START)


def test_without_facts_each_figure_says_which_one_is_missing(session):
    figures = figures_of(session)
    assert {code: made.missing for code, made in figures.items() if made.missing} == {
        **dict.fromkeys(("F01", "F02", "F03", "F12"), Missing.EVENT),
        **dict.fromkeys(("F04", "F05", "F06"), Missing.WAVE),
        **dict.fromkeys(("F07", "F08"), Missing.ADVICE),
        "F13": Missing.EARLIER_YEARS,
        "F14": Missing.CONSULTANTS,
        **dict.fromkeys(("F15", "F16"), Missing.STAFF_YEARS),
        "F17": Missing.INDICATOR,
        "F18": Missing.CASE_NUMBERS,
    }
    assert all(made.numerator is None for made in figures.values() if made.missing)


@pytest.mark.parametrize(("ends", "year"), [("2009-12-31", 2010), ("2008-12-31", 2009)])
def test_an_event_belongs_to_the_year_in_which_it_ends_by_the_clocks_there(session, ends, year):
    ends_at = datetime.fromisoformat(ends).replace(hour=23, minute=30, tzinfo=UTC)
    [occasion] = occasions_on(make_venue(session), (0,), at=ends_at - HOURS)
    at = ends_at - timedelta(days=9)
    event = make_event(session, at=at, occasions=[occasion])
    let_count_as(session, event, CountsAs.VISITORS, **BY)
    found = {each: len(read_scope(session, each).events) for each in (2008, 2009, 2010)}
    assert found == {**dict.fromkeys((2008, 2009, 2010), 0), year: 1}


def test_what_was_cancelled_or_counts_as_nothing_is_in_no_figure(session):
    cancelled = hold(session, CountsAs.CHILDREN)
    cancel(session, cancelled, **BY)
    changed = hold(session, CountsAs.CHILDREN)
    let_count_as(session, changed, None, **BY)
    hold(session, CountsAs.AREA_EFFORT, slug="workshop")
    make_event(session, slug="other")
    assert [each.slug for each in read_scope(session, YEAR).events] == ["workshop"]


def test_children_are_those_of_the_events_own_count(session):
    event = hold(session, CountsAs.CHILDREN, audience=Audience.FAMILIES)
    registration = make_registration(session, event, participants=[CHILD, CHILD, ADULT])
    codes = [each.code for each in codes_of(session, registration)]
    phone = make_device(session, event)
    record_scans(session, phone.token, batch_of(*map(make_scan, codes)), at=START)
    taps = [make_tally(), make_tally(category=Category.ADULT)]
    record_tallies(session, phone.token, batch_of(*taps), at=START)
    children = count_event(session, event, at=AFTER).by_category[Category.CHILD]
    made = figures_of(session)["F01"]
    assert made.parts == {"admitted": children.admitted, "walk_ins": children.walk_ins}
    assert (made.numerator, children.total) == (3, 3)


def test_the_most_people_present_at_once_are_never_added_up(session):
    event = hold(session, CountsAs.VISITORS, takes_registrations=False)
    present = [make_head_count(n=n, kind=HeadCountKind.PRESENT) for n in (300, 700, 200)]
    count_heads(session, event, *present)
    made = figures_of(session)["F02"]
    assert (made.numerator, made.parts) == (700, {"present": 700})


def test_kinds_of_counts_are_never_added_together(session):
    counted = hold(session, CountsAs.VISITORS, takes_registrations=False)
    count_heads(session, counted, make_head_count(n=800))
    guessed = hold(session, CountsAs.VISITORS, takes_registrations=False)
    count_heads(session, guessed, make_head_count(n=900, kind=HeadCountKind.ESTIMATE))
    made = figures_of(session)["F02"]
    assert (made.numerator, made.missing) == (None, Missing.ONE_METHOD)
    assert made.parts == {"in": 800, "estimate": 900}


def test_an_event_with_tickets_counts_who_came_through_the_gates(session):
    event = hold(session, CountsAs.VISITORS)
    assert figures_of(session)["F02"].missing is Missing.HEAD_COUNT
    phone = make_device(session, event)
    record_tallies(session, phone.token, batch_of(make_tally(), make_tally()), at=START)
    count_heads(session, event, make_head_count(n=800))
    assert figures_of(session)["F02"].parts == {"gates": 2}


def test_a_tap_beside_does_not_take_the_place_of_the_heads_of_an_open_event(session):
    event = hold(session, CountsAs.VISITORS, takes_registrations=False)
    count_heads(session, event, make_head_count(n=800))
    phone = make_device(session, event)
    record_tallies(session, phone.token, batch_of(make_tally()), at=START)
    assert figures_of(session)["F02"].parts == {"in": 800}


def test_workshops_say_whether_people_or_their_workplaces_are_missing(session):
    event = make_workshop(session, asks_workplace=True)
    let_count_as(session, event, CountsAs.AREA_EFFORT, **BY)
    registration = make_registration(session, event, "Amina")
    assert figures_of(session)["F03"].missing is Missing.ATTENDANCE
    phone = make_device(session, event)
    scan = make_scan(codes_of(session, registration)[0].code)
    record_scans(session, phone.token, batch_of(scan), at=START)
    made = figures_of(session)["F03"]
    assert (made.missing, made.parts) == (Missing.WORKPLACES, {"people": 1, "unknown": 1})


def test_of_several_questions_with_a_rate_one_has_to_be_chosen(session):
    asked = make_questionnaire(session, make_scale("Første"), make_scale("Anden"), make_words())
    event = make_workshop(session)
    let_count_as(session, event, CountsAs.AREA_EFFORT, **BY)
    given = [{"4": 2, "1": 1}, {"4": 1, "1": 4}]
    make_measured(session, asked, Given(responses=5, answers=given, invited=6), event=event)
    assert figures_of(session)["F04"].missing is Missing.QUESTION
    survey = session.get(Survey, asked.survey_id)
    choose_question(session, "F04", survey, asked.questions[1].code, **BY)
    made = figures_of(session)["F04"]
    assert (made.numerator, made.denominator) == (1, 5)
    choose_question(session, "F04", survey, asked.questions[0].code, **BY)
    assert figures_of(session)["F04"].denominator == 3
    with pytest.raises(QuestionWithoutRate):
        choose_question(session, "F04", survey, asked.questions[2].code, **BY)


def test_a_year_of_tasks_alone_tells_no_trend_and_nothing_of_the_other_kind(session):
    add_advice(session, date(YEAR, 5, 4))
    figures = figures_of(session)
    assert (figures["F07"].numerator, figures["F08"].numerator) == (1, 0)
    assert figures["F13"].missing is Missing.EARLIER_YEARS
    assert figures["F13"].parts == {f"{YEAR}-advice": 1, f"{YEAR}-requisitions": 0}


def test_advice_whose_requisition_was_cancelled_counts_in_the_series_as_in_its_year(session):
    cancelled = add_requisition(session, date(YEAR, 6, 1), status=TaskStatus.CANCELLED)
    standing = add_requisition(session, date(YEAR, 6, 1))
    for requisition in (cancelled, standing):
        add_advice(session, date(YEAR, 5, 4), converted_to_id=requisition.id)
    figures = figures_of(session)
    assert (figures["F07"].numerator, figures["F08"].numerator) == (1, 1)
    assert figures["F13"].parts == {f"{YEAR}-advice": 1, f"{YEAR}-requisitions": 1}


def test_what_others_found_is_repeated_with_its_unit_and_its_comma(session):
    values = {"source": "Barometret", "year": YEAR, "period": "forår", "unit": "point"}
    add_fact(session, ExternalIndicator, title="Indflydelse", value=Decimal("4.5"), **values)
    session.expire_all()
    made = figures_of(session)["F17"]
    assert (made.stated, made.parts) == ("4,5 point", {"Indflydelse": "4,5 point"})


def test_the_programme_is_that_of_the_coming_year(session):
    for year, halves in ((YEAR, 2), (YEAR + 1, 5)):
        values = {"programme_year": year, "code": "1.a", "half_years": halves}
        add_fact(session, StaffAllocation, title="Område", **values)
    assert figures_of(session)["F16"].parts == {"1.a": "2½"}
