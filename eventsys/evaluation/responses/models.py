"""The tables of responses; their ids are random and they are kept in the order of their ids.

Nothing here tells who answered, when, or in which order.
"""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.evaluation.responses.rules import ResponseSource

ID_LENGTH = 32


class SurveyResponse(Model):
    """What one respondent sent in."""

    __tablename__ = "survey_response"
    __table_args__ = (
        Index("ix_survey_response_wave_id", "wave_id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("survey_wave.id"))
    source: Mapped[ResponseSource]


class Answer(Model):
    """One question's answer: a step, yes or no, an option, or "not relevant"; a blank has none."""

    __tablename__ = "answer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    response_id: Mapped[str] = mapped_column(
        ForeignKey("survey_response.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("survey_question.id"), primary_key=True, index=True
    )
    value: Mapped[str]


class AnswerText(Model):
    """Somebody's own words about a question; not even the other answers beside them are known."""

    __tablename__ = "answer_text"
    __table_args__ = (
        Index("ix_answer_text_wave_id", "wave_id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("survey_wave.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_question.id"))
    source: Mapped[ResponseSource]
    text: Mapped[str] = mapped_column(info={"personal": "K4"})
