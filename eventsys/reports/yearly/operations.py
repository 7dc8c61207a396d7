"""What writes a year's report, has it checked by a second person, and freezes it."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.queries import read_scope
from eventsys.reports.yearly.chapters import first_texts
from eventsys.reports.yearly.content import (
    Findings,
    Json,
    content_of,
    late_values,
    outcome_from,
    outcome_of,
    outcome_values,
)
from eventsys.reports.yearly.errors import (
    ChangedSinceCheck,
    NotToStand,
    SameHand,
    StillBlocked,
    WrongState,
)
from eventsys.reports.yearly.models import Erratum, Report, ReportStand, ReportText
from eventsys.reports.yearly.queries import (
    find_row,
    list_errata,
    list_late,
    stands_of,
    texts_of,
)
from eventsys.reports.yearly.rules import (
    Blocker,
    Chapter,
    Outcome,
    ReportState,
    Step,
    can,
    canonical,
    is_other,
    is_second,
    seal_of,
)


def begin_report(session: Session, year: int, *, at: datetime, by: Principal) -> Report:
    """Begin a year's report with the texts of the template; one that was begun stays as it is."""
    known = find_row(session, year)
    if known is not None:
        return known
    hand = str(by)
    report = Report(
        year=year,
        state=ReportState.DRAFT,
        begun_at=at,
        begun_by=hand,
        edited_at=at,
        edited_by=hand,
    )
    session.add(report)
    session.flush()
    for chapter, bodies in first_texts(year).items():
        put_texts(session, report, chapter, bodies)
    record(session, "begin report", report, {"year": year}, at=at, by=by)
    return report


def write_chapter(
    session: Session,
    report: Report,
    chapter: Chapter,
    bodies: Mapping[Language, str],
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Write a chapter in the languages that are given; an empty text takes one away.

    Raise `WrongState` where the report is no draft any more.
    """
    hold(session, report, Step.WRITE)
    told = {language: body for language, body in bodies.items() if body}
    if texts_of(session, report)[chapter] == told:
        return
    session.execute(
        delete(ReportText).where(ReportText.report_id == report.id, ReportText.chapter == chapter)
    )
    put_texts(session, report, chapter, told)
    take_in_hand(report, at=at, by=by)
    session.flush()
    details = {"chapter": chapter, "languages": sorted(told)}
    record(session, "write chapter", report, details, at=at, by=by)


def let_stand(
    session: Session, report: Report, blocker: Blocker, because: str, *, at: datetime, by: Principal
) -> None:
    """Say why something may stand as it is; raise `WrongState` or `NotToStand`."""
    hold(session, report, Step.WRITE)
    if not blocker.may_stand:
        raise NotToStand
    if stands_of(session, report).get((blocker.kind, blocker.key)) == because:
        return
    session.execute(
        delete(ReportStand).where(
            ReportStand.report_id == report.id,
            ReportStand.kind == blocker.kind,
            ReportStand.key == blocker.key,
        )
    )
    session.add(
        ReportStand(
            report_id=report.id,
            kind=blocker.kind,
            key=blocker.key,
            because=because,
            said_at=at,
            said_by=str(by),
        )
    )
    take_in_hand(report, at=at, by=by)
    session.flush()
    details = {"kind": blocker.kind, "key": blocker.key, "because": because}
    record(session, "let stand", report, details, at=at, by=by)


def check_report(
    session: Session, report: Report, findings: Findings, *, at: datetime, by: Principal
) -> None:
    """Check a report, as somebody else than who had it in hand last.

    What was checked is kept word by word. Raise `WrongState`, `SameHand` or `StillBlocked`.
    """
    hold(session, report, Step.CHECK)
    if not is_second(str(by), report.edited_by):
        raise SameHand
    refuse_blocked(findings)
    report.content = canonical(content_of(report.year, texts_of(session, report), findings))
    report.seal = seal_of(report.content)
    report.state, report.checked_at, report.checked_by = ReportState.CHECKED, at, str(by)
    session.flush()
    record(session, "check report", report, {"seal": report.seal}, at=at, by=by)


def return_to_draft(session: Session, report: Report, *, at: datetime, by: Principal) -> None:
    """Make a checked report a draft again; raise `WrongState`."""
    hold(session, report, Step.RETURN)
    report.state, report.content, report.seal = ReportState.DRAFT, None, None
    report.checked_at, report.checked_by = None, None
    session.flush()
    record(session, "return report", report, {}, at=at, by=by)


def approve_report(
    session: Session, report: Report, findings: Findings, *, at: datetime, by: Principal
) -> None:
    """Approve what was checked; nothing of it changes after that.

    Raise `WrongState`, `StillBlocked`, or `ChangedSinceCheck` where the facts say something else
    now than what was checked.
    """
    hold(session, report, Step.APPROVE)
    refuse_blocked(findings)
    checked: Json = json.loads(report.content or "")
    now: Json = json.loads(canonical(content_of(report.year, texts_of(session, report), findings)))
    if now != checked:
        figures = checked["figures"]
        raise ChangedSinceCheck(
            [code for code, each in now["figures"].items() if each != figures.get(code)]
        )
    report.state, report.approved_at, report.approved_by = ReportState.APPROVED, at, str(by)
    session.flush()
    record(session, "approve report", report, {"seal": report.seal}, at=at, by=by)


def note_errata(
    session: Session,
    report: Report,
    figures: Mapping[str, Figure],
    *,
    at: datetime,
    by: Principal,
) -> int:
    """Note what became of a frozen report's figures; give how many came out otherwise than told.

    A figure that is as it was told last, in the report or in an erratum, needs none. Raise
    `WrongState` where the report is not approved.
    """
    hold(session, report, Step.CORRECT)
    told, since = told_outcomes(session, report), report.checked_at or at
    errata = list_errata(session, report)
    since = max([since, *(each.noted_at for each in errata)])
    changed = {
        code: each for code, each in figures.items() if is_other(told[code], outcome_of(each))
    }
    late = list_late(session, read_scope(session, report.year), since=since) if changed else {}
    for code, figure in changed.items():
        erratum = Erratum(
            report_id=report.id,
            code=code,
            old=outcome_values(told[code]),
            new=outcome_values(outcome_of(figure)),
            late=[late_values(each) for each in late.get(code, ())],
            noted_at=at,
            noted_by=str(by),
        )
        session.add(erratum)
        session.flush()
        record(session, "note erratum", erratum, {"code": code}, at=at, by=by)
    return len(changed)


def told_outcomes(session: Session, report: Report) -> Mapping[str, Outcome]:
    """Give what was told last of each figure: in the report, or in its newest erratum."""
    content: Json = json.loads(report.content or "")
    printed = {code: outcome_from(each) for code, each in content["figures"].items()}
    return {**printed, **{each.code: each.new for each in list_errata(session, report)}}


def hold(session: Session, report: Report, step: Step) -> None:
    """Keep others from a report until the end; raise `WrongState` where a step does not lead on."""
    lock_row(session, report)
    if not can(step, report.state):
        raise WrongState(report.state)


def refuse_blocked(findings: Findings) -> None:
    """Raise `StillBlocked` where something holds a report up."""
    if findings.open_blockers:
        raise StillBlocked(findings.open_blockers)


def take_in_hand(report: Report, *, at: datetime, by: Principal) -> None:
    """Note who had a report in hand last."""
    report.edited_at, report.edited_by = at, str(by)


def put_texts(
    session: Session, report: Report, chapter: Chapter, bodies: Mapping[Language, str]
) -> None:
    """Write a chapter's texts down."""
    session.add_all(
        ReportText(report_id=report.id, chapter=chapter, language=language, body=body)
        for language, body in bodies.items()
    )
    session.flush()
