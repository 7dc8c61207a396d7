"""The year's reports: their texts, what may stand in them, and what became of their figures."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

CHAPTERS = (
    *("recommendation", "problem", "solution", "programme", "finances", "next-steps", "annexes"),
)
BLOCKERS = (
    *("not-over", "not-sent", "overlap", "conflict", "open-wave", "too-many-answers", "alike"),
    *("open-tasks", "missing-fact", "no-text"),
)


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", choice("reportstate", ("draft", "checked", "approved")), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.CheckConstraint("(state = 'draft') = (content IS NULL)", name=op.f("ck_report_content")),
        sa.CheckConstraint("(state = 'draft') = (seal IS NULL)", name=op.f("ck_report_seal")),
        sa.CheckConstraint(
            "(state = 'draft') = (checked_at IS NULL)", name=op.f("ck_report_checked")
        ),
        sa.CheckConstraint(
            "(state = 'approved') = (approved_at IS NOT NULL)", name=op.f("ck_report_approved")
        ),
        sa.CheckConstraint("checked_by <> edited_by", name=op.f("ck_report_two_hands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("year", name=op.f("uq_report_year")),
    )
    op.create_table(
        "report_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("chapter", choice("chapter", CHAPTERS), nullable=False),
        sa.Column(
            "language", choice("language", ("da", "en", "ar", "tr", "ur", "so")), nullable=False
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_text_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
        sa.UniqueConstraint(
            "report_id",
            "chapter",
            "language",
            name=op.f("uq_report_text_report_id_chapter_language"),
        ),
    )
    op.create_table(
        "report_stand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("kind", choice("blockerkind", BLOCKERS), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_stand_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_stand")),
        sa.UniqueConstraint(
            "report_id", "kind", "key", name=op.f("uq_report_stand_report_id_kind_key")
        ),
    )
    op.create_table(
        "erratum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("late", sa.JSON(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_erratum_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erratum")),
    )
    op.create_index(op.f("ix_erratum_report_id"), "erratum", ["report_id"])


def downgrade() -> None:
    op.drop_table("erratum")
    op.drop_table("report_stand")
    op.drop_table("report_text")
    op.drop_table("report")
