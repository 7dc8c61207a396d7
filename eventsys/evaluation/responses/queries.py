"""What is asked of responses: how many there are, and how they came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, cast, func, select
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.evaluation.responses.models import SurveyResponse
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.models import SurveyQuestion
from eventsys.evaluation.surveys.rules import AskedQuestion
from eventsys.evaluation.waves.models import SurveyInvite

questions = table_of(SurveyQuestion)
QUESTIONS = select(questions).where(questions.c.version_id == bindparam("version_id"))


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many of a wave were invited, and how many answered by which way."""

    invited: int = 0
    by_link: int = 0
    on_paper: int = 0
    at_exit: int = 0
    reminded: int = 0

    @property
    def answered(self) -> int:
        """Count the responses of those invited; those at the exit stand for themselves."""
        return self.by_link + self.on_paper

    @property
    def is_too_many(self) -> bool:
        """Tell whether more answered than were invited: somebody answered twice, or on paper."""
        return self.answered > self.invited

    @property
    def papers_left(self) -> int:
        """Count the papers that can be typed in before there are more responses than people."""
        return max(self.invited - self.answered, 0)


def asked_in(session: Session, version_id: int) -> Mapping[int, AskedQuestion]:
    """Give what a version asks by the questions' ids, without its words; one question."""
    rows = session.connection().execute(QUESTIONS, {"version_id": version_id})
    return {
        row.id: AskedQuestion(
            id=row.id,
            code=row.code,
            position=row.position,
            kind=row.kind,
            may_be_irrelevant=row.may_be_irrelevant,
            options=tuple(row.options),
            positive=tuple(row.positive),
            words={},
        )
        for row in rows
    }


def count_progress(session: Session, waves: Iterable[int]) -> Mapping[int, Progress]:
    """Count invitations and responses of some waves; two questions, however many they are."""
    asked = [*waves]
    invites = session.execute(
        select(
            SurveyInvite.wave_id,
            func.count(),
            func.sum(cast(SurveyInvite.is_reminded, Integer)),
        )
        .where(SurveyInvite.wave_id.in_(asked))
        .group_by(SurveyInvite.wave_id)
    ).all()
    responses = session.execute(
        select(SurveyResponse.wave_id, SurveyResponse.source, func.count())
        .where(SurveyResponse.wave_id.in_(asked))
        .group_by(SurveyResponse.wave_id, SurveyResponse.source)
    ).all()
    invited = {wave_id: (number, reminded) for wave_id, number, reminded in invites}
    came = {(wave_id, source): number for wave_id, source, number in responses}
    return {
        wave_id: Progress(
            invited=invited.get(wave_id, (0, 0))[0],
            reminded=invited.get(wave_id, (0, 0))[1],
            by_link=came.get((wave_id, ResponseSource.LINK), 0),
            on_paper=came.get((wave_id, ResponseSource.PAPER), 0),
            at_exit=came.get((wave_id, ResponseSource.EXIT), 0),
        )
        for wave_id in asked
    }


def progress_of(session: Session, wave_id: int) -> Progress:
    """Count the invitations and responses of one wave."""
    return count_progress(session, [wave_id])[wave_id]
