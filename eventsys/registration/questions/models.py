"""The tables of questions, their words and the answers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.core.worded import Worded
from eventsys.registration.questions.rules import AskedOf, QuestionKind


class Question(Model):
    """What an event's organisers ask; one with answers is never deleted, it is retired.

    `options` are the codes on offer, in their order.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("deletion_days > 0", name="deletion_days"),
        CheckConstraint(
            "(condition_question_id IS NULL) = (condition_value IS NULL)", name="condition_whole"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str]
    kind: Mapped[QuestionKind]
    asked_of: Mapped[AskedOf]
    is_required: Mapped[bool]
    position: Mapped[int]
    options: Mapped[list[Any]] = mapped_column(JSON)
    condition_question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    condition_value: Mapped[str | None]
    deletion_days: Mapped[int]
    retired_at: Mapped[datetime | None]


class QuestionWording(Worded, Model):
    """A question in one language; Danish is always there.

    `options` holds the options' labels by their codes, also of those no longer offered.
    """

    __tablename__ = "question_wording"
    __table_args__ = (UniqueConstraint("question_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    language: Mapped[Language]
    label: Mapped[str]
    help: Mapped[str]
    purpose: Mapped[str]
    options: Mapped[dict[str, Any]] = mapped_column(JSON)


class QuestionAnswer(Model):
    """One answer, of a participant or, without one, of the registration as a whole.

    Several choices are their codes with blanks between; a day is `2027-12-31`.
    """

    __tablename__ = "question_answer"
    __table_args__ = (
        UniqueConstraint("question_id", "registration_id", "participant_id"),
        Index(
            "uq_question_answer_whole_registration",
            "question_id",
            "registration_id",
            unique=True,
            sqlite_where=text("participant_id IS NULL"),
            postgresql_where=text("participant_id IS NULL"),
        ),
        Index("ix_question_answer_registration_id", "registration_id"),
        Index("ix_question_answer_delete_after", "delete_after"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    value: Mapped[str] = mapped_column(info={"personal": "K2"})
    delete_after: Mapped[date]
