"""Notes on registrations, registrations merged into others, columns chosen for lists."""

import sqlalchemy as sa
from alembic import op

from eventsys.core.db import UtcDateTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shown_columns",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(32), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_shown_columns_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "page", name=op.f("pk_shown_columns")),
    )
    op.create_table(
        "registration_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_note_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_note")),
    )
    op.create_index(
        op.f("ix_registration_note_registration_id"), "registration_note", ["registration_id"]
    )
    op.create_table(
        "merged_registration",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", UtcDateTime(), nullable=False),
        sa.Column("merged_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_merged_registration_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["registration.id"],
            name=op.f("fk_merged_registration_kept_id_registration"),
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_merged_registration")),
    )
    op.create_index(op.f("ix_merged_registration_kept_id"), "merged_registration", ["kept_id"])


def downgrade() -> None:
    op.drop_table("merged_registration")
    op.drop_table("registration_note")
    op.drop_table("shown_columns")
