"""The rows behind the figures of the area-based effort: actors with how many, waves with counts."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from eventsys.attendance.actors.queries import actors_among
from eventsys.attendance.passages.queries import list_admissions_to
from eventsys.evaluation.rates.queries import count_people, count_waves
from eventsys.evaluation.rates.results import versions_of
from eventsys.evaluation.rates.rules import positive_of, relevant_of
from eventsys.evaluation.rates.scopes import Measured
from eventsys.people.actors.queries import read_register
from eventsys.registration.affiliations.queries import actors_of
from eventsys.reports.behind.rules import Behind, Kept, Row, join_few
from eventsys.reports.figures.of_workshops import ids_in, list_waves, question_in
from eventsys.reports.figures.queries import YearScope, chosen_questions


def behind_actors(session: Session, scope: YearScope, *, at: datetime) -> Behind:
    """Give the actors that had somebody there, with how many, and never whom."""
    ids = ids_in(scope)
    held = {occasion for each in scope.events for occasion in each.occasion_ids}
    came = {
        int(each.person) for each in list_admissions_to(session, ids) if each.occasion_id in held
    }
    known, register = actors_of(session, ids), read_register(session, at=at)
    counted = actors_among(sorted(came), known, register, date(scope.year, 12, 31))
    return Behind(
        rows=[
            Row(
                kept=Kept.ACTOR,
                name=each.name,
                key=str(each.actor_id),
                parts={"people": each.people},
            )
            for each in counted.actors
        ]
    )


def behind_share(
    session: Session, scope: YearScope, code: str, *, follows_up: bool, at: datetime
) -> Behind:
    """Give the waves with how many answers were positive of how many relevant ones."""
    waves = [each for each in list_waves(session, scope, at) if bool(each.months) is follows_up]
    versions = versions_of(session, waves)
    counts = count_waves(session, {each.wave_id for each in waves})
    chosen = chosen_questions(session, code)
    rows = []
    for each in waves:
        question = question_in(versions[each.version_id], chosen)
        if question is not None:
            counted = counts.of(each.wave_id, question)
            rows.append(row_of(each, positive_of(counted), relevant_of(counted)))
    return join_few(rows)


def behind_response_rate(session: Session, scope: YearScope, *, at: datetime) -> Behind:
    """Give the waves with how many answered of how many who were asked."""
    waves = list_waves(session, scope, at)
    counts = count_people(session, {each.wave_id for each in waves})
    shares = [(each, counts.rate_of(each.wave_id)) for each in waves]
    return join_few([row_of(each, rate.numerator, rate.denominator) for each, rate in shares])


def row_of(wave: Measured, numerator: int, denominator: int) -> Row:
    """Tell of a wave what it adds."""
    return Row(
        kept=Kept.WAVES,
        name=wave.slug,
        key=wave.slug,
        numerator=numerator,
        denominator=denominator,
        parts={"months": wave.months} if wave.months else {},
    )
