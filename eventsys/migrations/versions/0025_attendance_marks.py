"""Who came by list, by apology and by correction."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance_list",
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occasion_id"],
            ["occasion.id"],
            name=op.f("fk_attendance_list_occasion_id_occasion"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("occasion_id", name=op.f("pk_attendance_list")),
    )
    op.create_table(
        "attendance_mark",
        sa.Column("mark_id", sa.String(length=36), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "came",
                "apologised",
                "stayed-away",
                "unknown",
                name="attendancestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "list",
                "apology",
                "correction",
                name="marksource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "source <> 'correction' OR reason IS NOT NULL", name=op.f("ck_attendance_mark_reason")
        ),
        sa.ForeignKeyConstraint(
            ["occasion_id"], ["occasion.id"], name=op.f("fk_attendance_mark_occasion_id_occasion")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_attendance_mark_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("mark_id", name=op.f("pk_attendance_mark")),
    )
    op.create_index(
        "ix_attendance_mark_occasion_id", "attendance_mark", ["occasion_id"], unique=False
    )
    op.create_index(
        "ix_attendance_mark_participant_id", "attendance_mark", ["participant_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("attendance_mark")
    op.drop_table("attendance_list")
