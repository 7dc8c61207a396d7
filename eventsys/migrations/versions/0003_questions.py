"""Questions and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def one_of(name: str, *values: str) -> sa.Enum:
    """Let a column hold one of a few values."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "kind",
            one_of(
                "questionkind",
                *("text", "number", "choice", "choices", "yes-no", "date", "agreement"),
            ),
            nullable=False,
        ),
        sa.Column("asked_of", one_of("askedof", "registration", "participant"), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("condition_question_id", sa.Integer(), nullable=True),
        sa.Column("condition_value", sa.String(), nullable=True),
        sa.Column("deletion_days", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("deletion_days > 0", name=op.f("ck_question_deletion_days")),
        sa.CheckConstraint(
            "(condition_question_id IS NULL) = (condition_value IS NULL)",
            name=op.f("ck_question_condition_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_question_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["condition_question_id"],
            ["question.id"],
            name=op.f("fk_question_condition_question_id_question"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_question_event_id_code")),
    )
    op.create_table(
        "question_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            one_of("language", "da", "en", "ar", "tr", "ur", "so"),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("help", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_wording_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_wording")),
        sa.UniqueConstraint(
            "question_id", "language", name=op.f("uq_question_wording_question_id_language")
        ),
    )
    op.create_table(
        "question_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("delete_after", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_answer_question_id_question"),
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_question_answer_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_question_answer_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answer")),
        sa.UniqueConstraint(
            "question_id",
            "registration_id",
            "participant_id",
            name=op.f("uq_question_answer_question_id_registration_id_participant_id"),
        ),
    )
    with op.batch_alter_table("question_answer", schema=None) as batch_op:
        batch_op.create_index(
            "uq_question_answer_whole_registration",
            ["question_id", "registration_id"],
            unique=True,
            sqlite_where=sa.text("participant_id IS NULL"),
            postgresql_where=sa.text("participant_id IS NULL"),
        )
        batch_op.create_index("ix_question_answer_registration_id", ["registration_id"])
        batch_op.create_index("ix_question_answer_delete_after", ["delete_after"])


def downgrade() -> None:
    op.drop_table("question_answer")
    op.drop_table("question_wording")
    op.drop_table("question")
