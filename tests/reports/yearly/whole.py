"""A year's report that nothing holds up any more, for the tests of checking and approving."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventsys.core.principal import Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.models import Report
from eventsys.reports.yearly.operations import (
    approve_report,
    begin_report,
    check_report,
    let_stand,
    note_errata,
    write_chapter,
)
from eventsys.reports.yearly.rules import Chapter
from tests.reports.year_2009 import REPORTED_AT

ANN, BO = (Principal(PrincipalKind.ACCOUNT, number) for number in (1, 2))
YEAR = 2009
LATER = REPORTED_AT + timedelta(days=5)
BODIES = {language: f"**Tekst** {language}" for language in LANGUAGES}
NO_FACT = "Tallet findes ikke."


def draft(session: Session, *, by: Principal = ANN, at: datetime = REPORTED_AT) -> Report:
    """Begin the report of 2009 and write all its chapters."""
    report = begin_report(session, YEAR, at=at, by=by)
    for chapter in Chapter:
        write_chapter(session, report, chapter, BODIES, at=at, by=by)
    return report


def settle(
    session: Session, report: Report, *, by: Principal = ANN, at: datetime = REPORTED_AT
) -> None:
    """Leave standing what may stand."""
    for blocker in examine(session, report, at=at).open_blockers:
        let_stand(session, report, blocker, NO_FACT, at=at, by=by)


def checked(session: Session, *, at: datetime = REPORTED_AT) -> Report:
    """Write a report, settle what holds it up, and have it checked."""
    report = draft(session, at=at)
    settle(session, report, at=at)
    check_report(session, report, examine(session, report, at=at), at=at, by=BO)
    return report


def approved(session: Session, *, at: datetime = REPORTED_AT) -> Report:
    """Have a report approved."""
    report = checked(session, at=at)
    approve_report(session, report, examine(session, report, at=at), at=at, by=ANN)
    return report


def figures_of(session: Session, report: Report, at: datetime = LATER) -> Mapping[str, Figure]:
    """Make the figures of a report's year."""
    return examine(session, report, at=at).figures


def correct(session: Session, report: Report, *, at: datetime = LATER) -> int:
    """Note what became of a report's figures."""
    return note_errata(session, report, figures_of(session, report, at), at=at, by=BO)


def danish(texts: Mapping[Chapter, Mapping[Language, str]], chapter: Chapter) -> str:
    """Give a chapter in Danish."""
    return texts[chapter][Language.DANISH]
