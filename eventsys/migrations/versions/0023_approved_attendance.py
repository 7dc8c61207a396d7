"""Attendance numbers that organisers approved."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    method = sa.Enum(
        *("gates", "in", "present", "estimate"),
        name="method",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    op.create_table(
        "approved_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("method", method, nullable=False),
        sa.Column("admitted", sa.Integer(), nullable=False),
        sa.Column("walk_ins", sa.Integer(), nullable=False),
        sa.Column("head_count", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_approved_attendance_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved_attendance")),
    )
    op.create_index("ix_approved_attendance_event_id", "approved_attendance", ["event_id"])


def downgrade() -> None:
    op.drop_table("approved_attendance")
