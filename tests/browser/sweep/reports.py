"""What the sweep shows of the status reports: one that is begun, and one with a correction."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from eventsys.attendance.earlier.operations import add_figure
from eventsys.attendance.earlier.rules import FigureRequest
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM, Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.operations import (
    approve_report,
    begin_report,
    check_report,
    note_errata,
    write_chapter,
)
from eventsys.reports.yearly.rules import Chapter
from tests.browser.sweep.acts import send
from tests.browser.sweep.places import Place
from tests.facts import add_advice

FROZEN = 2011
SECOND = Principal(PrincipalKind.ACCOUNT, 1)
TEXT = f"Vi **holdt** {'forældremøder ' * 9}\n\n* et på Nørrebro\n* et i Valby"


def fill(session: Session, at: datetime) -> None:
    """Begin last year's report, and let one of long ago be approved and corrected."""
    for year, number in ((FROZEN - 1, 140), (FROZEN + 1, 181)):
        wanted = FigureRequest(
            year=year, event_name="F07", counts="opgaver", figure=number, source="Bilag 3"
        )
        add_figure(session, wanted, at=at, by=SYSTEM)
    begin_report(session, local_day(at).year - 1, at=at, by=SYSTEM)
    report = begin_report(session, FROZEN, at=at, by=SYSTEM)
    bodies = {Language.DANISH: TEXT, Language.ENGLISH: TEXT}
    write_chapter(session, report, Chapter.SOLUTION, bodies, at=at, by=SYSTEM)
    findings = replace(examine(session, report, at=at), blockers=[])
    check_report(session, report, findings, at=at, by=SECOND)
    approve_report(session, report, findings, at=at, by=SYSTEM)
    add_advice(session, date(FROZEN, 3, 3))
    note_errata(session, report, examine(session, report, at=at).figures, at=at, by=SYSTEM)


def places_of(at: datetime) -> list[Place]:
    """List the pages of the reports."""
    draft = f"/organiser/report/{local_day(at).year - 1}/paper"
    frozen = f"/organiser/report/{FROZEN}/paper"
    stand = f"{draft}/stand/missing-fact/F18-case-numbers"
    return [
        Place("organiser.yearly.index", "/organiser/report/"),
        Place("organiser.years.show", f"/organiser/report/years?until={FROZEN + 1}"),
        Place("organiser.behind.show", f"/organiser/report/{FROZEN}/figures/F07"),
        Place("organiser.behind.show", f"/organiser/report/{FROZEN}/figures/F13"),
        Place("organiser.yearly.show", f"/organiser/report/{FROZEN + 1}/paper"),
        Place("organiser.yearly.show", draft),
        Place("organiser.yearly.show", frozen),
        Place("organiser.yearly.edit", f"{draft}/finances/edit"),
        Place("organiser.yearly.stand", stand),
        Place("organiser.yearly.stand", stand, send),
    ]
