"""What is counted of waves and their answers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.evaluation.rates.rules import Counted, Share, response_rate
from eventsys.evaluation.rates.scopes import Measured, year_of
from eventsys.evaluation.responses.models import Answer, AnswerText, SurveyResponse
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.models import SurveyVersion
from eventsys.evaluation.surveys.rules import AskedQuestion
from eventsys.evaluation.waves.models import SurveyInvite, SurveyWave
from eventsys.events.models import Event, Occasion
from eventsys.places.models import District, Venue

answers, responses = table_of(Answer), table_of(SurveyResponse)
invites, texts = table_of(SurveyInvite), table_of(AnswerText)
IS_AT_EXIT = (responses.c.source == ResponseSource.EXIT).label("at_exit")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """All that was counted of some waves.

    What was answered at the exit stands apart, as nobody knows how many were asked there: the
    second half of the keys of `responses` and the third of those of `by_value` tell.
    """

    invited: Mapping[int, int]
    responses: Mapping[tuple[int, bool], int]
    by_value: Mapping[tuple[int, int, bool], Mapping[str, int]] = field(default_factory=dict)

    def rate_of(self, wave_id: int) -> Share:
        """Give who answered among those who were asked."""
        answered = self.responses.get((wave_id, False), 0)
        return response_rate(answered, self.invited.get(wave_id, 0))

    def of(self, wave_id: int, question: AskedQuestion, *, at_exit: bool = False) -> Counted:
        """Give how a question was answered in a wave, by those asked or by those at the exit."""
        return Counted(
            responses=self.responses.get((wave_id, at_exit), 0),
            by_value=self.by_value.get((wave_id, question.id, at_exit), {}),
            positive=frozenset(question.positive),
        )


def count_people(session: Session, wave_ids: Collection[int]) -> Counts:
    """Count invitations and responses; two questions, whatever their number."""
    ids, connection = [*wave_ids], session.connection()
    asked = (
        select(invites.c.wave_id, func.count())
        .where(invites.c.wave_id.in_(ids))
        .group_by(invites.c.wave_id)
    )
    came = (
        select(responses.c.wave_id, IS_AT_EXIT, func.count())
        .where(responses.c.wave_id.in_(ids))
        .group_by(responses.c.wave_id, IS_AT_EXIT)
    )
    return Counts(
        invited=dict(connection.execute(asked).all()),
        responses={
            (wave_id, bool(at_exit)): number
            for wave_id, at_exit, number in connection.execute(came)
        },
    )


def count_waves(session: Session, wave_ids: Collection[int]) -> Counts:
    """Count invitations, responses and answers; three questions, whatever their number."""
    given = (
        select(
            responses.c.wave_id, answers.c.question_id, IS_AT_EXIT, answers.c.value, func.count()
        )
        .join(answers, answers.c.response_id == responses.c.id)
        .where(responses.c.wave_id.in_([*wave_ids]))
        .group_by(responses.c.wave_id, answers.c.question_id, IS_AT_EXIT, answers.c.value)
    )
    by_value: defaultdict[tuple[int, int, bool], dict[str, int]] = defaultdict(dict)
    for wave_id, question_id, at_exit, value, number in session.connection().execute(given):
        by_value[wave_id, question_id, bool(at_exit)][value] = number
    return replace(count_people(session, wave_ids), by_value=by_value)


def list_measured(
    session: Session, survey_id: int | None = None, among: Collection[int] | None = None
) -> list[Measured]:
    """List the waves that ask a questionnaire in any of its versions, or all; the oldest first.

    With events they are those among them.

    An event's year and district are those of its last occasion; one that was cancelled says
    nothing where another one was held.
    """
    is_asked = SurveyVersion.survey_id == survey_id if survey_id else true()
    rows = session.execute(
        select(SurveyWave, SurveyVersion.survey_id, Event, Occasion.ends_at, District)
        .join(SurveyVersion, SurveyVersion.id == SurveyWave.version_id)
        .join(Event, Event.id == SurveyWave.event_id)
        .join(Occasion, Occasion.event_id == Event.id)
        .join(Venue, Venue.id == Occasion.venue_id)
        .join(District, District.id == Venue.district_id)
        .where(is_asked, true() if among is None else Event.id.in_(among))
        .order_by(Occasion.cancelled_at.is_(None), Occasion.ends_at)
    )
    last = {row[0].id: row for row in rows}
    in_turn = sorted(last.values(), key=lambda row: (row[3], row[0].months, row[0].id))
    return [measured_of(*row) for row in in_turn]


def measured_of(
    wave: SurveyWave, survey_id: int, event: Event, last_end: datetime, district: District
) -> Measured:
    """Say of a wave what it is compared by."""
    return Measured(
        wave_id=wave.id,
        survey_id=survey_id,
        version_id=wave.version_id,
        event_id=event.id,
        months=wave.months,
        closes_at=wave.closes_at,
        slug=event.slug,
        kind=event.kind,
        year=year_of(last_end, event.zone),
        district=district.slug,
        district_name=district.name,
    )


def find_wave(session: Session, event: Event, wave_id: int) -> SurveyWave | None:
    """Find one of an event's waves."""
    found = select(SurveyWave).where(SurveyWave.event_id == event.id, SurveyWave.id == wave_id)
    return session.scalar(found)


def survey_of(session: Session, version_id: int) -> int:
    """Tell which questionnaire a version is of."""
    return session.get_one(SurveyVersion, version_id).survey_id


def list_own_words(session: Session, wave_id: int) -> Sequence[tuple[int, bool, str]]:
    """List what people wrote in a wave: to which question, whether at the exit, and the words.

    They come in the order of their ids, which are random.
    """
    at_exit = texts.c.source == ResponseSource.EXIT
    found = select(texts.c.question_id, at_exit, texts.c.text).where(texts.c.wave_id == wave_id)
    rows = session.connection().execute(found.order_by(texts.c.id))
    return [(question_id, bool(is_exit), text) for question_id, is_exit, text in rows]
