"""What holds a year's report up: read from the facts, each with where it is settled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.casework.queries import open_tasks_of_year
from eventsys.checkin.cases.queries import count_open_cases
from eventsys.checkin.cases.values import CaseKind
from eventsys.checkin.models import Device
from eventsys.core.localtime import local_day
from eventsys.core.numbers import write_halves
from eventsys.core.text import Language
from eventsys.evaluation.rates.queries import count_people, list_measured
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.events.models import Event
from eventsys.people.actors.queries import read_register
from eventsys.registration.affiliations.queries import actors_of
from eventsys.reports.figures.making import Figure, make_figures
from eventsys.reports.figures.of_workshops import ids_in
from eventsys.reports.figures.queries import YearScope, read_scope
from eventsys.reports.yearly.content import Findings
from eventsys.reports.yearly.models import Report
from eventsys.reports.yearly.queries import programme_of, stands_of, texts_of
from eventsys.reports.yearly.rules import Blocker, BlockerKind, Chapter, Texts

OF_CASES: Mapping[CaseKind, BlockerKind] = {
    CaseKind.GAP: BlockerKind.NOT_SENT,
    CaseKind.OVERLAP: BlockerKind.OVERLAP,
}
"""Cases of the gates that hold a report up under a name of their own; all others are conflicts."""
HALVES = 2
"""Staff-years are kept in halves."""


def examine(session: Session, report: Report, *, at: datetime) -> Findings:
    """Make the figures of a report's year, and find what holds the report up."""
    figures = make_figures(session, report.year, at=at)
    return Findings(
        figures=figures,
        programme=programme_of(session, report.year),
        blockers=list_blockers(session, report, figures, at=at),
    )


def list_blockers(
    session: Session, report: Report, figures: Mapping[str, Figure], *, at: datetime
) -> Sequence[Blocker]:
    """List what holds a report up, and what was said to stand as it is."""
    year, scope = report.year, read_scope(session, report.year)
    stands = stands_of(session, report)
    found = [
        *of_time(year, at),
        *of_gates(session, scope, at),
        *of_waves(session, scope, at),
        *of_actors(session, scope, at),
        *of_casework(session, year),
        *of_figures(figures),
        *of_staff(figures),
        *of_texts(texts_of(session, report)),
    ]
    return [replace(each, because=stands.get((each.kind, each.key), "")) for each in found]


def of_time(year: int, at: datetime) -> Iterator[Blocker]:
    """Find that the year has days to come."""
    if local_day(at) <= date(year, 12, 31):
        yield Blocker(kind=BlockerKind.NOT_OVER, key=str(year))


def of_gates(session: Session, scope: YearScope, at: datetime) -> Iterator[Blocker]:
    """Find what waits in the conflict centre of each event that counts and had phones."""
    ids = [each.id for each in scope.events]
    counted = select(Event).where(
        Event.id.in_(ids), Event.id.in_(select(Device.event_id).where(Device.event_id.in_(ids)))
    )
    for event in session.scalars(counted.order_by(Event.slug)).all():
        waiting: Counter[BlockerKind] = Counter()
        for kind, number in count_open_cases(session, event, at=at).items():
            waiting[OF_CASES.get(kind, BlockerKind.CONFLICT)] += number
        for blocker_kind, number in sorted(waiting.items()):
            yield Blocker(kind=blocker_kind, key=event.slug, slug=event.slug, number=number)


def of_waves(session: Session, scope: YearScope, at: datetime) -> Iterator[Blocker]:
    """Find questionnaires that still take answers, and those with more answers than were asked."""
    waves = list_measured(session, among=ids_in(scope))
    counts = count_people(session, {each.wave_id for each in waves})
    begun = set(session.scalars(select(SurveyWave.id).where(SurveyWave.opens_at <= at)))
    for each in waves:
        key, share = f"{each.slug}-{each.months}", counts.rate_of(each.wave_id)
        if each.wave_id in begun and at < each.closes_at:
            yield Blocker(kind=BlockerKind.OPEN_WAVE, key=key, slug=each.slug, number=each.months)
        if share.numerator > share.denominator:
            yield Blocker(
                kind=BlockerKind.TOO_MANY_ANSWERS, key=key, slug=each.slug, number=each.months
            )


def of_actors(session: Session, scope: YearScope, at: datetime) -> Iterator[Blocker]:
    """Find pairs of actors that may be one, where both sent somebody to the year's workshops."""
    register, day = read_register(session, at=at), date(scope.year, 12, 31)
    ids = {register.canonical(each) for each in actors_of(session, ids_in(scope)).values()}
    for pair in register.each_double() if len(ids) > 1 else ():
        if {pair.first, pair.second} <= ids:
            yield Blocker(
                kind=BlockerKind.ALIKE,
                key=f"{pair.first}-{pair.second}",
                actor_id=pair.first,
                names=[register.name_of(each, day) for each in (pair.first, pair.second)],
            )


def of_casework(session: Session, year: int) -> Iterator[Blocker]:
    """Find tasks that came in the year and wait for the day on which they count."""
    waiting = len(open_tasks_of_year(session, year))
    if waiting:
        yield Blocker(kind=BlockerKind.OPEN_TASKS, key=str(year), number=waiting)


def of_figures(figures: Mapping[str, Figure]) -> Iterator[Blocker]:
    """Find figures that lack a fact; another fact that is lacking is another blocker."""
    for code, figure in figures.items():
        missing = figure.made.missing
        if missing is not None:
            key = f"{code}-{missing}"
            yield Blocker(kind=BlockerKind.MISSING_FACT, key=key, code=code, missing=missing)


def of_staff(figures: Mapping[str, Figure]) -> Iterator[Blocker]:
    """Find that the staff-years of the programme are not those of the team's consultants.

    Other numbers are another blocker, so that a reason for these does not stand for them.
    """
    consultants, halves = (figures[code].made.numerator for code in ("F14", "F16"))
    if consultants is None or halves is None or halves == consultants * HALVES:
        return
    told = [write_halves(halves), str(consultants)]
    yield Blocker(kind=BlockerKind.STAFF_UNLIKE, key=f"{halves}-halves-{consultants}", names=told)


def of_texts(texts: Texts) -> Iterable[Blocker]:
    """Find chapters that are not written in Danish, in which the committee reads."""
    for chapter in Chapter:
        if not texts[chapter].get(Language.DANISH):
            yield Blocker(kind=BlockerKind.NO_TEXT, key=chapter.value, chapter=chapter)
