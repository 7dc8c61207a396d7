"""What the figures of the status report are made of, and each making of one."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

MISSING = (
    *("event", "head-count", "one-method", "attendance", "workplaces", "wave", "question"),
    *("advice", "earlier-years", "staff-years", "consultants", "indicator", "case-numbers"),
)


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "reported_event",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "counts_as", choice("countsas", ("children", "visitors", "area-effort")), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_reported_event_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_reported_event")),
    )
    op.create_table(
        "figure_question",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("question_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["survey.id"],
            name=op.f("fk_figure_question_survey_id_survey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code", "survey_id", name=op.f("pk_figure_question")),
    )
    op.create_index(op.f("ix_figure_question_survey_id"), "figure_question", ["survey_id"])
    op.create_table(
        "figure_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("definition_version", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("missing", choice("missing", MISSING), nullable=True),
        sa.Column("inputs_hash", sa.String(length=64), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_run")),
    )
    op.create_index("ix_figure_run_year_code", "figure_run", ["year", "code"])


def downgrade() -> None:
    op.drop_table("figure_run")
    op.drop_table("figure_question")
    op.drop_table("reported_event")
