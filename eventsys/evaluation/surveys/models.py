"""The tables of questionnaires, their versions, questions and words."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.core.worded import Worded
from eventsys.evaluation.surveys.rules import SurveyQuestionKind


class Survey(Model):
    """A questionnaire that events may use again and again."""

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    """Raised by each change; what is made of a version is good as long as this stays."""


class SurveyWording(Worded, Model):
    """A questionnaire's title and introduction in one language; Danish is always there."""

    __tablename__ = "survey_wording"
    __table_args__ = (UniqueConstraint("survey_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    language: Mapped[Language]
    title: Mapped[str]
    intro: Mapped[str] = mapped_column(default="")


class SurveyVersion(Model):
    """The questions as they were asked together; after the first answer they stay as they are."""

    __tablename__ = "survey_version"
    __table_args__ = (UniqueConstraint("survey_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    no: Mapped[int]
    made_at: Mapped[datetime]


class SurveyQuestion(Model):
    """One question of a version; `code` is the same in each version that asks the same.

    `options` are the codes of a choice, in their order. `positive` are the answers that count as
    positive in a rate; without any there is no rate.
    """

    __tablename__ = "survey_question"
    __table_args__ = (UniqueConstraint("version_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id", ondelete="CASCADE"))
    code: Mapped[str]
    position: Mapped[int]
    kind: Mapped[SurveyQuestionKind]
    may_be_irrelevant: Mapped[bool]
    options: Mapped[list[Any]] = mapped_column(JSON)
    positive: Mapped[list[Any]] = mapped_column(JSON)


class SurveyQuestionWording(Worded, Model):
    """A question in one language; Danish is always there. `options` holds labels by code."""

    __tablename__ = "survey_question_wording"
    __table_args__ = (UniqueConstraint("question_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_question.id", ondelete="CASCADE"))
    language: Mapped[Language]
    label: Mapped[str]
    help: Mapped[str] = mapped_column(default="")
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
