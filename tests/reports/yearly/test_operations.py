"""A report is written, checked by a second person and approved; nothing changes it after that."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.reports.figures.rules import shown
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.errors import (
    ChangedSinceCheck,
    NotToStand,
    SameHand,
    StillBlocked,
    WrongState,
)
from eventsys.reports.yearly.models import Erratum, Report, ReportText
from eventsys.reports.yearly.operations import (
    approve_report,
    begin_report,
    check_report,
    let_stand,
    note_errata,
    return_to_draft,
    write_chapter,
)
from eventsys.reports.yearly.queries import find_report, list_reports
from eventsys.reports.yearly.rules import Blocker, BlockerKind, Chapter, ReportState, seal_of
from tests.facts import add_advice
from tests.reports.year_2009 import REPORTED_AT
from tests.reports.yearly.whole import (
    ANN,
    BO,
    BODIES,
    LATER,
    NO_FACT,
    YEAR,
    approved,
    checked,
    correct,
    danish,
    draft,
    figures_of,
    settle,
)

AS_ANN, AS_BO = {"at": REPORTED_AT, "by": ANN}, {"at": REPORTED_AT, "by": BO}
OTHER = {Language.DANISH: "En anden tekst"}


def findings_of(session, report, at=REPORTED_AT):
    return examine(session, report, at=at)


def verbs(session):
    return session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()


def stored(session):
    return session.execute(select(Report.content, Report.seal)).one()


def test_a_report_begins_with_what_the_committee_is_asked_and_once(session):
    report = begin_report(session, YEAR, **AS_ANN)
    assert begin_report(session, YEAR, at=LATER, by=BO) is report
    found = find_report(session, YEAR)
    assert danish(found.texts, Chapter.RECOMMENDATION).endswith("programmet for 2010.")
    assert [each for each in Chapter if found.texts[each]] == [Chapter.RECOMMENDATION]
    assert (found.state, found.edited_by, found.figures) == (ReportState.DRAFT, str(ANN), {})
    assert verbs(session) == ["begin report"]


def test_nobody_has_begun_the_report_of_another_year(session):
    assert find_report(session, YEAR) is None
    begin_report(session, YEAR, **AS_ANN)
    assert find_report(session, YEAR + 1) is None


def test_a_chapter_is_written_emptied_and_left_alone_where_nothing_changed(session):
    report = begin_report(session, YEAR, **AS_ANN)
    write_chapter(session, report, Chapter.FINANCES, BODIES, at=LATER, by=BO)
    write_chapter(session, report, Chapter.FINANCES, BODIES, at=LATER, by=ANN)
    assert (report.edited_by, report.edited_at) == (str(BO), LATER)
    assert find_report(session, YEAR).texts[Chapter.FINANCES] == BODIES
    empty = {Language.DANISH: "", Language.ENGLISH: ""}
    write_chapter(session, report, Chapter.FINANCES, empty, at=LATER, by=ANN)
    assert find_report(session, YEAR).texts[Chapter.FINANCES] == {}
    assert report.edited_by == str(ANN)
    assert verbs(session) == ["begin report", "write chapter", "write chapter"]


def test_who_wrote_last_cannot_check_and_another_can(session):
    report = draft(session)
    settle(session, report)
    with pytest.raises(SameHand):
        check_report(session, report, findings_of(session, report), **AS_ANN)
    assert report.state is ReportState.DRAFT
    write_chapter(session, report, Chapter.FINANCES, OTHER, **AS_BO)
    with pytest.raises(SameHand):
        check_report(session, report, findings_of(session, report), **AS_BO)
    check_report(session, report, findings_of(session, report), **AS_ANN)
    assert (report.state, report.checked_by) == (ReportState.CHECKED, str(ANN))


def test_the_database_keeps_the_two_hands_apart_too(session):
    report = checked(session)
    constraint = {str(each.name) for each in Report.__table__.constraints}
    assert "ck_report_two_hands" in constraint
    assert report.checked_by != report.edited_by


def test_whoever_left_something_standing_had_it_in_hand(session):
    report = draft(session)
    settle(session, report, by=BO)
    with pytest.raises(SameHand):
        check_report(session, report, findings_of(session, report), **AS_BO)


def test_open_blockers_refuse_the_check_and_are_told(session):
    report = draft(session)
    with pytest.raises(StillBlocked) as refusal:
        check_report(session, report, findings_of(session, report), **AS_BO)
    told = {(each.kind, each.code) for each in refusal.value.blockers}
    assert (BlockerKind.MISSING_FACT, "F01") in told
    assert report.state is ReportState.DRAFT


def test_open_blockers_refuse_the_approval_too(session):
    report = checked(session)
    blocker = Blocker(kind=BlockerKind.CONFLICT, key="fest", slug="fest", number=1)
    findings = replace(findings_of(session, report), blockers=[blocker])
    with pytest.raises(StillBlocked):
        approve_report(session, report, findings, **AS_ANN)
    assert report.state is ReportState.CHECKED


def test_what_can_be_settled_is_not_left_standing(session):
    report = draft(session)
    blocker = Blocker(kind=BlockerKind.OPEN_WAVE, key="fest-0")
    with pytest.raises(NotToStand):
        let_stand(session, report, blocker, NO_FACT, **AS_ANN)


def test_why_something_stands_can_be_said_anew(session):
    report = draft(session)
    blocker = findings_of(session, report).open_blockers[0]
    for because in (NO_FACT, NO_FACT, "Kilden er lukket."):
        let_stand(session, report, blocker, because, **AS_ANN)
    [stands] = [each for each in findings_of(session, report).blockers if not each.is_open]
    assert (stands.key, stands.because) == (blocker.key, "Kilden er lukket.")
    assert verbs(session).count("let stand") == 2


def test_what_was_checked_takes_no_more_words_until_it_is_a_draft_again(session):
    report = checked(session)
    with pytest.raises(WrongState) as refusal:
        write_chapter(session, report, Chapter.FINANCES, OTHER, **AS_ANN)
    assert refusal.value.state is ReportState.CHECKED
    return_to_draft(session, report, **AS_BO)
    assert (report.state, report.content, report.checked_by) == (ReportState.DRAFT, None, None)
    write_chapter(session, report, Chapter.FINANCES, OTHER, **AS_ANN)
    assert danish(find_report(session, YEAR).texts, Chapter.FINANCES) == OTHER[Language.DANISH]


def test_facts_that_changed_since_the_check_refuse_the_approval(session):
    add_advice(session, date(YEAR, 3, 3))
    report = checked(session)
    add_advice(session, date(YEAR, 3, 4))
    with pytest.raises(ChangedSinceCheck) as refusal:
        approve_report(session, report, findings_of(session, report), **AS_ANN)
    assert refusal.value.codes == ["F07", "F13"]  # the number itself, and the series of the trend
    assert report.state is ReportState.CHECKED


def test_a_draft_is_not_approved_and_a_checked_report_not_checked_again(session):
    report = draft(session)
    settle(session, report)
    with pytest.raises(WrongState):
        approve_report(session, report, findings_of(session, report), **AS_ANN)
    check_report(session, report, findings_of(session, report), **AS_BO)
    with pytest.raises(WrongState):
        check_report(session, report, findings_of(session, report), **AS_BO)


def test_an_approved_report_takes_no_step_back_and_no_words(session):
    report = approved(session)
    before = stored(session)
    findings = findings_of(session, report)
    steps = [
        lambda: write_chapter(session, report, Chapter.FINANCES, OTHER, **AS_ANN),
        lambda: let_stand(session, report, findings.blockers[0], "x", **AS_ANN),
        lambda: check_report(session, report, findings, **AS_BO),
        lambda: return_to_draft(session, report, **AS_ANN),
        lambda: approve_report(session, report, findings, **AS_ANN),
    ]
    for step in steps:
        with pytest.raises(WrongState) as refusal:
            step()
        assert refusal.value.state is ReportState.APPROVED
    assert stored(session) == before
    assert begin_report(session, YEAR, at=LATER, by=BO).state is ReportState.APPROVED


def test_every_step_is_in_the_log(session):
    report = checked(session)
    return_to_draft(session, report, **AS_BO)
    check_report(session, report, findings_of(session, report), **AS_BO)
    approve_report(session, report, findings_of(session, report), **AS_ANN)
    found = [each for each in verbs(session) if each not in {"write chapter", "let stand"}]
    steps = ["check report", "return report", "check report", "approve report"]
    assert found == ["begin report", *steps]


def test_the_seal_is_over_texts_definitions_and_figures(session):
    report = approved(session)
    content = json.loads(report.content)
    assert content["year"] == YEAR
    assert content["texts"]["finances"] == {"da": "**Tekst** da", "en": "**Tekst** en"}
    assert content["figures"]["F07"]["definition"]["version"] == 1
    assert content["figures"]["F07"]["missing"] == "advice"
    assert content["left_standing"][0]["because"] == NO_FACT
    assert report.seal == seal_of(report.content)
    assert find_report(session, YEAR).is_intact


def test_a_content_that_was_tampered_with_is_told(session):
    report = approved(session)
    report.content = report.content.replace("2009", "2010", 1)
    session.flush()
    assert not find_report(session, YEAR).is_intact


def test_late_facts_leave_the_report_and_make_an_erratum_once(session):
    add_advice(session, date(YEAR, 3, 3))
    report = approved(session)
    before = stored(session)
    assert correct(session, report) == 0
    add_advice(session, date(YEAR, 3, 4))
    assert correct(session, report) == 1
    assert correct(session, report, at=LATER + timedelta(days=1)) == 0
    found = find_report(session, YEAR)
    frozen = found.figures["F07"]
    assert shown(frozen.definition, frozen.made, Language.DANISH) == "1"
    [line] = found.errata
    assert (line.code, line.old.shown["da"], line.new.shown["da"]) == ("F07", "1", "2")
    assert line.changed_parts == {"2009-03": (1, 2)}
    assert (line.noted_at, line.noted_by, line.late) == (LATER, str(BO), [])
    assert stored(session) == before


def test_errata_add_up_to_what_the_facts_say_now(session):
    add_advice(session, date(YEAR, 3, 3))
    report = approved(session)
    for day in (4, 5):
        add_advice(session, date(YEAR, 3, day))
        correct(session, report, at=LATER + timedelta(days=day))
    steps = [(each.old.numerator, each.new.numerator) for each in find_report(session, YEAR).errata]
    assert steps == [(1, 2), (2, 3)]
    assert figures_of(session, report)["F07"].made.numerator == 3


def test_only_an_approved_report_has_errata(session):
    report = checked(session)
    with pytest.raises(WrongState):
        note_errata(session, report, figures_of(session, report), at=LATER, by=SYSTEM)
    assert session.scalars(select(Erratum)).all() == []


def test_the_years_are_listed_with_their_state_and_number_of_errata(session):
    add_advice(session, date(YEAR, 3, 3))
    report = approved(session)
    add_advice(session, date(YEAR, 3, 4))
    correct(session, report)
    begin_report(session, YEAR + 1, at=LATER, by=ANN)
    assert [(each.year, each.state, each.errata) for each in list_reports(session)] == [
        (YEAR + 1, ReportState.DRAFT, 0),
        (YEAR, ReportState.APPROVED, 1),
    ]


def test_rows_of_texts_that_change_behind_a_frozen_report_change_nothing_in_it(session):
    approved(session)
    session.query(ReportText).update({"body": "En anden"})
    assert danish(find_report(session, YEAR).texts, Chapter.FINANCES) == "**Tekst** da"
