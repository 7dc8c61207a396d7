"""Makes waves and all they need: an event that is over, people who came, a questionnaire."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core.principal import SYSTEM
from eventsys.evaluation.responses.rules import Sheet
from eventsys.evaluation.surveys.models import SurveyQuestion
from eventsys.evaluation.waves.invites.operations import keep_wave
from eventsys.evaluation.waves.models import SurveyInvite, SurveyWave
from eventsys.evaluation.waves.operations import plan_wave
from eventsys.evaluation.waves.queries import last_end_of
from eventsys.evaluation.waves.requests import WavePlan
from eventsys.evaluation.waves.rules import window_after
from eventsys.events.models import Event, Occasion
from eventsys.registration.models import Participant
from tests.factories import AT, START, make_event, make_family
from tests.surveys import make_questionnaire, make_scale, make_words, make_yes_no

END = START + timedelta(hours=3)
DAY = timedelta(days=1)


def make_version(session: Session) -> int:
    """Make a questionnaire, and give its version: a scale, a yes or no, and own words."""
    asked = make_scale(), make_yes_no(may_be_irrelevant=False), make_words()
    return make_questionnaire(session, *asked, title="Efter workshoppen").id


def make_wave(session: Session, event: Event, months: int = 0, **changes: object) -> SurveyWave:
    """Plan a wave of an event with a questionnaire of its own."""
    last_end = last_end_of(session, event.id)
    assert last_end is not None
    plan = WavePlan(
        months=months,
        version_id=make_version(session),
        window=window_after(last_end, months),
    )
    wave = plan_wave(session, event, plan, at=AT, by=SYSTEM)
    for name, value in changes.items():
        setattr(wave, name, value)
    session.flush()
    return wave


def let_come(
    session: Session,
    event: Event,
    *people: int,
    at: datetime = START,
    status: AttendanceStatus = AttendanceStatus.CAME,
) -> None:
    """Mark participants by their number, from 1, as having come; all where none are named."""
    ids = session.scalars(
        select(Participant.id).where(Participant.event_id == event.id).order_by(Participant.id)
    ).all()
    occasion = session.scalars(
        select(Occasion.id).where(Occasion.event_id == event.id).order_by(Occasion.starts_at)
    ).first()
    for number, participant_id in enumerate(ids, start=1):
        if number in people or not people:
            session.add(
                AttendanceMark(
                    mark_id=str(uuid4()),
                    participant_id=participant_id,
                    occasion_id=occasion,
                    status=status,
                    source=MarkSource.LIST,
                    made_at=at,
                    received_at=at,
                    made_by=str(SYSTEM),
                )
            )
    session.flush()


def open_wave(
    session: Session, event: Event, *, at: datetime = END, months: int = 0, **changes: object
) -> SurveyWave:
    """Plan a wave, and invite those who came."""
    wave = make_wave(session, event, months, **changes)
    keep_wave(session, wave.id, at=at)
    return wave


def invites_of(session: Session, wave: SurveyWave) -> list[SurveyInvite]:
    """List a wave's invitations in the order their people registered."""
    found = select(SurveyInvite).where(SurveyInvite.wave_id == wave.id)
    return list(session.scalars(found.order_by(SurveyInvite.participant_id)))


def questions_of(session: Session, wave: SurveyWave) -> list[int]:
    """List the ids of a wave's questions: the scale, the yes or no, own words."""
    found = select(SurveyQuestion.id).where(SurveyQuestion.version_id == wave.version_id)
    return list(session.scalars(found.order_by(SurveyQuestion.position)))


def sheet_of(session: Session, wave: SurveyWave, step: str = "4", text: str = "") -> Sheet:
    """Answer the scale, and write something."""
    scale, _, own = questions_of(session, wave)
    return Sheet(values={scale: step} if step else {}, texts={own: text} if text else {})


def hold_and_ask(session: Session, number: int = 1, *, at: datetime) -> SurveyWave:
    """Hold an event that ended the day before, at which everybody came, and ask them."""
    began = at - 8 * DAY
    event = make_event(session, at=began)
    make_family(session, event, number, at=began)
    let_come(session, event, at=at - DAY)
    return open_wave(session, event, at=at)
