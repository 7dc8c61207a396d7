"""What is asked of events that count in a report, of chosen questions and of earlier makings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.registration.models import Registration
from eventsys.registration.rules import Source
from eventsys.reports.figures.models import FigureQuestion, FigureRun, ReportedEvent
from eventsys.reports.figures.rules import CountsAs
from eventsys.reports.years.queries import list_year_events


@dataclass(frozen=True, kw_only=True)
class CountedEvent:
    """An event that was held in a year and counts in its report; `occasion_ids` are those held."""

    id: int
    slug: str
    counts_as: CountsAs
    district: str
    takes_registrations: bool
    birth_year: int | None
    occasion_ids: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class YearScope:
    """The events that a year's figures are made of."""

    year: int
    events: Sequence[CountedEvent]

    def that_count_as(self, counts_as: CountsAs) -> Sequence[CountedEvent]:
        """List the events that count as something."""
        return [each for each in self.events if each.counts_as is counts_as]


def read_scope(session: Session, year: int) -> YearScope:
    """List the events that count in a year's report; an event's year is that of its last date.

    Drafts and what was cancelled count nowhere.
    """
    marked = select(ReportedEvent.event_id)
    held = {
        each.span.id: each
        for each in list_year_events(session, marked)
        if each.year == year and not each.span.is_cancelled
    }
    rows = session.execute(
        select(
            Event.id,
            Event.slug,
            ReportedEvent.counts_as,
            Event.takes_registrations,
            Event.birth_year_from,
        )
        .join(ReportedEvent, ReportedEvent.event_id == Event.id)
        .order_by(Event.slug)
    )
    return YearScope(
        year=year,
        events=[
            CountedEvent(
                id=event_id,
                slug=slug,
                counts_as=counts_as,
                district=held[event_id].district,
                takes_registrations=takes_registrations,
                birth_year=birth_year,
                occasion_ids=frozenset(held[event_id].span.held_until),
            )
            for event_id, slug, counts_as, takes_registrations, birth_year in rows
            if event_id in held
        ],
    )


def is_invented(session: Session, scope: YearScope) -> bool:
    """Tell whether people made up for a demonstration are registered where a year is counted."""
    ids = [each.id for each in scope.events]
    invented = select(Registration.id).where(
        Registration.event_id.in_(ids), Registration.source == Source.DEMONSTRATION
    )
    return session.scalars(invented.limit(1)).first() is not None


def counts_as_of(session: Session, event: Event) -> CountsAs | None:
    """Tell as what an event counts; None where it is in no report."""
    found = select(ReportedEvent.counts_as).where(ReportedEvent.event_id == event.id)
    return session.scalar(found)


def chosen_questions(session: Session, code: str) -> Mapping[int, str]:
    """Tell which question of which questionnaire a figure is made of, where one was chosen."""
    found = select(FigureQuestion.survey_id, FigureQuestion.question_code)
    return dict(session.execute(found.where(FigureQuestion.code == code)).all())


def newest_runs(
    session: Session, year: int, *, until: datetime | None = None
) -> Mapping[str, FigureRun]:
    """Give the newest making of each figure of a year; with a moment, as it was then."""
    newest = select(func.max(FigureRun.id)).where(FigureRun.year == year).group_by(FigureRun.code)
    if until is not None:
        newest = newest.where(FigureRun.run_at <= until)
    runs = session.scalars(select(FigureRun).where(FigureRun.id.in_(newest)))
    return {each.code: each for each in runs}
