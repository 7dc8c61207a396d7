"""The tables of which events and questions figures are made of, and of each making of a figure."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.reports.figures.rules import CountsAs, Missing

CODE_LENGTH = 8


class ReportedEvent(Model):
    """That an event counts in the status report, and as what; others have no row."""

    __tablename__ = "reported_event"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    counts_as: Mapped[CountsAs]


class FigureQuestion(Model):
    """Which question of a questionnaire a figure is made of, where several have a rate."""

    __tablename__ = "figure_question"

    code: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    survey_id: Mapped[int] = mapped_column(
        ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    question_code: Mapped[str]


class FigureRun(Model):
    """One making of a figure: by which definition, the exact pair, what was printed, of what.

    It is never changed. `shown` is by language, `missing` the fact without which there is none.
    """

    __tablename__ = "figure_run"
    __table_args__ = (Index("ix_figure_run_year_code", "year", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    code: Mapped[str] = mapped_column(String(CODE_LENGTH))
    definition_version: Mapped[int]
    numerator: Mapped[int | None] = mapped_column(BigInteger)
    denominator: Mapped[int | None] = mapped_column(BigInteger)
    shown: Mapped[dict[str, Any]] = mapped_column(JSON)
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
    missing: Mapped[Missing | None]
    inputs_hash: Mapped[str] = mapped_column(String(64))
    run_at: Mapped[datetime]
    run_by: Mapped[str]
