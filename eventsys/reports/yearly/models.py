"""The tables of the year's reports: texts, what may stand, what was frozen, what changed since."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.reports.figures.models import CODE_LENGTH
from eventsys.reports.yearly.rules import BlockerKind, Chapter, ReportState

SEAL_LENGTH = 64


class Report(Model):
    """A year's report; `edited_by` had it in hand last and cannot be the one who checks it.

    `content` is canonical JSON of all that was checked, `seal` its hash. Once approved, no row of
    it is ever changed.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("(state = 'draft') = (content IS NULL)", name="content"),
        CheckConstraint("(state = 'draft') = (seal IS NULL)", name="seal"),
        CheckConstraint("(state = 'draft') = (checked_at IS NULL)", name="checked"),
        CheckConstraint("(state = 'approved') = (approved_at IS NOT NULL)", name="approved"),
        CheckConstraint("checked_by <> edited_by", name="two_hands"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    state: Mapped[ReportState]
    begun_at: Mapped[datetime]
    begun_by: Mapped[str]
    edited_at: Mapped[datetime]
    edited_by: Mapped[str]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str | None]
    content: Mapped[str | None] = mapped_column(Text)
    seal: Mapped[str | None] = mapped_column(String(SEAL_LENGTH))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None]


class ReportText(Model):
    """A chapter of a report in one language, as safe Markdown."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("report_id", "chapter", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    chapter: Mapped[Chapter]
    language: Mapped[Language]
    body: Mapped[str] = mapped_column(Text)


class ReportStand(Model):
    """That something in a year's report may stand as it is, and why."""

    __tablename__ = "report_stand"
    __table_args__ = (UniqueConstraint("report_id", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    kind: Mapped[BlockerKind]
    key: Mapped[str]
    because: Mapped[str]
    said_at: Mapped[datetime]
    said_by: Mapped[str]


class Erratum(Model):
    """What became of a figure after its report was approved; never changed, printed with it.

    `old` is what was told before, `new` what the facts say now, `late` what phones sent since.
    """

    __tablename__ = "erratum"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    code: Mapped[str] = mapped_column(String(CODE_LENGTH))
    old: Mapped[dict[str, Any]] = mapped_column(JSON)
    new: Mapped[dict[str, Any]] = mapped_column(JSON)
    late: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    noted_at: Mapped[datetime]
    noted_by: Mapped[str]
