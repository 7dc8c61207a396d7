"""What holds a year's report up: each kind has a case, and is gone once it is settled."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventsys.casework.models import AdhocTask, ConsultantCount, StaffAllocation
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.models import Device
from eventsys.checkin.rules import DeviceRole
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.principal import SYSTEM
from eventsys.people.actors.operations import merge
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.models import Participant
from eventsys.reports.figures.operations import let_count_as
from eventsys.reports.figures.rules import CountsAs, Missing
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.operations import begin_report, let_stand, write_chapter
from eventsys.reports.yearly.rules import BlockerKind, Chapter
from tests.actors import make_actor
from tests.answers import Given, make_measured, make_workshop
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_head_count,
    make_registration,
    make_scan,
    make_tally,
)
from tests.facts import add_advice, add_fact
from tests.reports.yearly.whole import ANN, BODIES
from tests.surveys import make_questionnaire, make_scale

YEAR = START.year
AFTER = datetime(YEAR + 1, 1, 15, 12, tzinfo=UTC)
BY = {"at": AT, "by": SYSTEM}


@pytest.fixture
def report(session):
    return begin_report(session, YEAR, at=AFTER, by=ANN)


def found(session, report, *kinds, at=AFTER):
    """List what holds the report up of some kinds."""
    return [each for each in examine(session, report, at=at).open_blockers if each.kind in kinds]


def hold(session, counts_as, **changes):
    event = make_event(session, **changes)
    let_count_as(session, event, counts_as, **BY)
    return event


def test_a_year_that_is_not_over_holds_its_report_up(session, report):
    kind = BlockerKind.NOT_OVER
    last_night = datetime(YEAR, 12, 31, 22, 59, tzinfo=UTC)
    assert len(found(session, report, kind, at=last_night)) == 1
    assert found(session, report, kind, at=last_night + timedelta(minutes=1)) == []


def test_each_figure_without_its_fact_holds_it_up(session, report):
    blockers = found(session, report, BlockerKind.MISSING_FACT)
    assert {(each.code, each.missing) for each in blockers} >= {
        ("F01", Missing.EVENT),
        ("F07", Missing.ADVICE),
        ("F18", Missing.CASE_NUMBERS),
    }
    add_advice(session, date(YEAR, 3, 3))
    codes = {each.code for each in found(session, report, BlockerKind.MISSING_FACT)}
    assert {"F07", "F08"} & codes == set()


def test_a_fact_that_may_be_missing_lets_no_other_fact_be_missing(session, report):
    [first] = [
        each
        for each in found(session, report, BlockerKind.MISSING_FACT)
        if (each.code, each.missing) == ("F02", Missing.EVENT)
    ]
    let_stand(session, report, first, "Der var ingen.", at=AFTER, by=ANN)
    codes = {each.code for each in found(session, report, BlockerKind.MISSING_FACT)}
    assert "F02" not in codes
    hold(session, CountsAs.VISITORS)
    [other] = [
        each for each in found(session, report, BlockerKind.MISSING_FACT) if each.code == "F02"
    ]
    assert other.missing is Missing.HEAD_COUNT


def plan_staff(session, **rows):
    for code, halves in rows.items():
        planned = {"programme_year": YEAR + 1, "code": code, "half_years": halves}
        add_fact(session, StaffAllocation, title="Område", **planned)


def test_a_programme_of_other_staff_years_than_consultants_holds_it_up(session, report):
    kind = BlockerKind.STAFF_UNLIKE
    plan_staff(session, a=3, b=6)
    assert found(session, report, kind) == []
    team = add_fact(session, ConsultantCount, year=YEAR + 1, consultants=5)
    [blocker] = found(session, report, kind)
    assert [*blocker.names] == ["4½", "5"]
    let_stand(session, report, blocker, "En stilling er ledig.", at=AFTER, by=ANN)
    assert found(session, report, kind) == []
    team.consultants = 6
    session.flush()
    [other] = found(session, report, kind)
    assert [*other.names] == ["4½", "6"]
    plan_staff(session, c=3)
    assert found(session, report, kind) == []


def test_chapters_without_danish_text_hold_it_up(session, report):
    chapters = {each.chapter for each in found(session, report, BlockerKind.NO_TEXT)}
    assert chapters == {*Chapter} - {Chapter.RECOMMENDATION}
    write_chapter(session, report, Chapter.FINANCES, BODIES, at=AFTER, by=ANN)
    chapters = {each.chapter for each in found(session, report, BlockerKind.NO_TEXT)}
    assert Chapter.FINANCES not in chapters


def test_tasks_without_their_day_hold_it_up(session, report):
    add_advice(session, None, received_on=date(YEAR, 5, 4))
    [blocker] = found(session, report, BlockerKind.OPEN_TASKS)
    assert blocker.number == 1
    task = session.query(AdhocTask).one()
    task.given_on = date(YEAR, 5, 5)
    session.flush()
    assert found(session, report, BlockerKind.OPEN_TASKS) == []


def test_a_phone_that_told_of_rows_not_yet_sent_holds_it_up(session, report):
    event = hold(session, CountsAs.CHILDREN, slug="fest")
    phone = make_device(session, event)
    device = session.get(Device, phone.device.id)
    device.told_seq = 14
    session.flush()
    [blocker] = found(session, report, BlockerKind.NOT_SENT)
    assert (blocker.slug, blocker.number) == ("fest", 1)
    device.told_seq = 0
    session.flush()
    assert found(session, report, BlockerKind.NOT_SENT) == []


def test_head_counts_that_share_their_time_hold_it_up(session, report):
    event = hold(session, CountsAs.VISITORS, slug="dag", takes_registrations=False)
    phone = make_device(session, event, role=DeviceRole.COUNT)
    rows = [make_head_count(seq=1), make_head_count(seq=2)]
    record_head_counts(session, phone.token, batch_of(*rows), at=START)
    [blocker] = found(session, report, BlockerKind.OVERLAP)
    assert (blocker.slug, blocker.number) == ("dag", 1)


def test_somebody_perhaps_counted_twice_holds_it_up_where_the_event_counts(session, report):
    event = make_event(session, slug="fest")
    registration = make_registration(session, event, "Amina")
    code = codes_of(session, registration)[0].code
    phone = make_device(session, event)
    record_scans(session, phone.token, batch_of(make_scan(code, START, seq=1)), at=START)
    tap = make_tally(START + timedelta(seconds=5), seq=2)
    record_tallies(session, phone.token, batch_of(tap), at=START)
    assert found(session, report, BlockerKind.CONFLICT) == []
    let_count_as(session, event, CountsAs.CHILDREN, **BY)
    [blocker] = found(session, report, BlockerKind.CONFLICT)
    assert blocker.slug == "fest"


def test_a_wave_holds_it_up_while_it_is_open(session, report):
    event = make_workshop(session, slug="workshop")
    let_count_as(session, event, CountsAs.AREA_EFFORT, **BY)
    asked = make_questionnaire(session, make_scale())
    wave = make_measured(session, asked, event=event)
    at_once = [wave.opens_at - timedelta(1), wave.opens_at, wave.closes_at]
    open_at = [len(found(session, report, BlockerKind.OPEN_WAVE, at=at)) for at in at_once]
    assert open_at == [0, 1, 0]


def test_more_answers_than_people_were_asked_hold_it_up(session, report):
    event = make_workshop(session, slug="workshop")
    let_count_as(session, event, CountsAs.AREA_EFFORT, **BY)
    asked = make_questionnaire(session, make_scale())
    make_measured(session, asked, Given(responses=3, answers=[{"4": 3}], invited=2), event=event)
    [blocker] = found(session, report, BlockerKind.TOO_MANY_ANSWERS)
    assert blocker.slug == "workshop"


def test_two_names_of_one_actor_hold_it_up_until_they_are_merged_or_may_stand(session, report):
    event = make_workshop(session, slug="workshop")
    let_count_as(session, event, CountsAs.AREA_EFFORT, **BY)
    registration = make_registration(session, event, "Amina", "Bo")
    actors = [make_actor(session, name) for name in ("Nørrebro Bibliotek", "Norrebro Bibliotek")]
    people = session.query(Participant).filter_by(registration_id=registration.id)
    session.query(Affiliation).delete()
    for person, actor in zip(people.order_by(Participant.id), actors, strict=True):
        session.add(Affiliation(participant_id=person.id, typed="", actor_id=actor.id))
    session.flush()
    [blocker] = found(session, report, BlockerKind.ALIKE)
    assert [*blocker.names] == ["Nørrebro Bibliotek", "Norrebro Bibliotek"]
    with session.begin_nested() as undone:
        let_stand(session, report, blocker, "De er to.", at=AFTER, by=ANN)
        assert found(session, report, BlockerKind.ALIKE) == []
        undone.rollback()
    session.expire_all()
    merge(session, *actors, **BY)
    assert found(session, report, BlockerKind.ALIKE) == []
