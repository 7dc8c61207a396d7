"""The tables of survey waves, their invitations, and of those who want no more of them.

No table leads from an invitation to a response.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.core.worded import Worded
from eventsys.evaluation.waves.rules import WaveKind


class SurveyWave(Model):
    """One questionnaire at one time for those who came to an event.

    `months` is how long after the event's end a follow-up is; 0 right after it. `invited_at` is
    when the invitations were made, `mixed_count` how many responses there were when all were laid
    in another order the last time.
    """

    __tablename__ = "survey_wave"
    __table_args__ = (
        UniqueConstraint("event_id", "months"),
        CheckConstraint("opens_at < closes_at", name="window"),
        CheckConstraint("(kind = 'immediate') = (months = 0)", name="months"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id"), index=True)
    kind: Mapped[WaveKind]
    months: Mapped[int]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    link_version: Mapped[int] = mapped_column(default=1)
    invited_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    mixed_count: Mapped[int] = mapped_column(default=0)


class SurveyInvite(Model):
    """Somebody who came and is asked; whether they answered, and nothing of what or when.

    `is_told` and `is_reminded` say whether the messages about it were made. Without a participant
    it was anonymised, and still counts.
    """

    __tablename__ = "survey_invite"
    __table_args__ = (UniqueConstraint("wave_id", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("survey_wave.id"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)
    link_version: Mapped[int] = mapped_column(default=1)
    is_answered: Mapped[bool] = mapped_column(default=False)
    is_told: Mapped[bool] = mapped_column(default=False)
    is_reminded: Mapped[bool] = mapped_column(default=False)


class SurveyRefusal(Model):
    """A participant who said that they want no further questionnaire."""

    __tablename__ = "survey_refusal"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    refused_at: Mapped[datetime]


class SurveyReply(Worded, Model):
    """What the organisers tell participants that they heard in a wave, in one language."""

    __tablename__ = "survey_reply"
    __table_args__ = (UniqueConstraint("wave_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("survey_wave.id", ondelete="CASCADE"))
    language: Mapped[Language]
    body: Mapped[str]
