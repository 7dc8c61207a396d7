"""What is asked of the reports of the years."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.casework.queries import staff_of_programme
from eventsys.checkin.models import Device, HeadCount, Scan, Tally
from eventsys.core.text import Language
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.queries import YearScope
from eventsys.reports.yearly.content import (
    figure_from,
    outcome_from,
    programme_from,
    texts_from,
)
from eventsys.reports.yearly.models import Erratum, Report, ReportStand, ReportText
from eventsys.reports.yearly.rules import (
    LATE_AT,
    BlockerKind,
    Chapter,
    ErratumLine,
    LateRows,
    ProgrammeRow,
    ReportState,
    Texts,
    seal_of,
)

SENT: Mapping[str, type[Scan | Tally | HeadCount]] = {
    "scan": Scan,
    "tally": Tally,
    "head-count": HeadCount,
}
"""What phones send, by the name under which an erratum tells of it."""


@dataclass(frozen=True, kw_only=True)
class YearlyReport:
    """A year's report as it stands; what was checked and frozen does not follow the facts.

    A draft has no figures yet: they are made anew as long as it is one. `is_intact` tells whether
    the seal is that of the content.
    """

    year: int
    state: ReportState
    texts: Texts
    figures: Mapping[str, Figure]
    programme: Sequence[ProgrammeRow]
    errata: Sequence[ErratumLine]
    edited_at: datetime
    edited_by: str
    checked_at: datetime | None
    checked_by: str | None
    approved_at: datetime | None
    approved_by: str | None
    seal: str | None
    is_intact: bool

    @property
    def is_frozen(self) -> bool:
        """Tell whether nothing in it changes any more."""
        return self.state is ReportState.APPROVED


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """A year's report in a list."""

    year: int
    state: ReportState
    changed_at: datetime
    errata: int


def find_report(session: Session, year: int) -> YearlyReport | None:
    """Give a year's report; None where nobody has begun it."""
    row = find_row(session, year)
    if row is None:
        return None
    content = json.loads(row.content) if row.content is not None else None
    return YearlyReport(
        year=row.year,
        state=row.state,
        texts=texts_of(session, row) if content is None else texts_from(content),
        figures={}
        if content is None
        else {code: figure_from(each) for code, each in content["figures"].items()},
        programme=programme_of(session, year) if content is None else programme_from(content),
        errata=list_errata(session, row),
        edited_at=row.edited_at,
        edited_by=row.edited_by,
        checked_at=row.checked_at,
        checked_by=row.checked_by,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        seal=row.seal,
        is_intact=row.content is None or seal_of(row.content) == row.seal,
    )


def find_row(session: Session, year: int) -> Report | None:
    """Find the row of a year's report."""
    return session.scalar(select(Report).where(Report.year == year))


def hold_row(session: Session, year: int) -> Report | None:
    """Find the row of a year's report, and keep others from it until the end."""
    return session.scalar(select(Report).where(Report.year == year).with_for_update())


def texts_of(session: Session, report: Report) -> Texts:
    """Give the texts of a draft, in the order of the paper; what is not written is left out."""
    rows = session.scalars(select(ReportText).where(ReportText.report_id == report.id))
    known = {(each.chapter, each.language): each.body for each in rows}
    return {
        chapter: {
            language: known[chapter, language]
            for language in Language
            if (chapter, language) in known
        }
        for chapter in Chapter
    }


def programme_of(session: Session, year: int) -> Sequence[ProgrammeRow]:
    """List the programme of the year after a report's, by its codes."""
    return [
        ProgrammeRow(code=each.code, title=each.title, half_years=each.half_years)
        for each in staff_of_programme(session, year + 1)
    ]


def stands_of(session: Session, report: Report) -> Mapping[tuple[BlockerKind, str], str]:
    """Tell what may stand in a report, and why."""
    rows = session.scalars(select(ReportStand).where(ReportStand.report_id == report.id))
    return {(each.kind, each.key): each.because for each in rows}


def list_errata(session: Session, report: Report) -> Sequence[ErratumLine]:
    """List what became of a report's figures since it was approved, the oldest first."""
    rows = session.scalars(
        select(Erratum).where(Erratum.report_id == report.id).order_by(Erratum.id)
    )
    return [
        ErratumLine(
            code=each.code,
            old=outcome_from(each.old),
            new=outcome_from(each.new),
            late=[LateRows(**row) for row in each.late],
            noted_at=each.noted_at,
            noted_by=each.noted_by,
        )
        for each in rows
    ]


def list_reports(session: Session) -> Sequence[ReportLine]:
    """List the reports that were begun, the newest year first."""
    errata = (
        select(func.count()).where(Erratum.report_id == Report.id).scalar_subquery().label("errata")
    )
    rows = session.execute(
        select(
            Report.year,
            Report.state,
            func.coalesce(Report.approved_at, Report.checked_at, Report.edited_at),
            errata,
        ).order_by(Report.year.desc())
    )
    return [
        ReportLine(year=year, state=state, changed_at=changed_at, errata=number)
        for year, state, changed_at, number in rows
    ]


def list_late(
    session: Session, scope: YearScope, *, since: datetime
) -> Mapping[str, Sequence[LateRows]]:
    """Tell what phones sent since a moment, by the figures that it can change."""
    slugs = {each.id: each.slug for each in scope.events}
    found = list(late_rows(session, slugs, since))
    own = {
        code: {each.slug for each in scope.that_count_as(counts_as)}
        for code, counts_as in LATE_AT.items()
    }
    return {code: [each for each in found if each.event in mine] for code, mine in own.items()}


def late_rows(session: Session, slugs: Mapping[int, str], since: datetime) -> Iterable[LateRows]:
    """Count what came since a moment by event, phone and kind; a question for each kind."""
    for kind, model in SENT.items():
        rows = session.execute(
            select(model.event_id, Device.label, func.count())
            .join(Device, Device.id == model.device_id)
            .where(model.event_id.in_([*slugs]), model.received_at > since)
            .group_by(model.event_id, Device.label)
            .order_by(model.event_id, Device.label)
        )
        for event_id, label, number in rows:
            yield LateRows(event=slugs[event_id], device=label, kind=kind, number=number)
