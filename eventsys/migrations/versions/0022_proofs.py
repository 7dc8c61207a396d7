"""The nightly comparison of sums with facts."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrival_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occasions", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival_proof")),
        sa.UniqueConstraint("day", name=op.f("uq_arrival_proof_day")),
    )
    op.create_table(
        "arrival_mend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occasion_id"],
            ["occasion.id"],
            name=op.f("fk_arrival_mend_occasion_id_occasion"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival_mend")),
    )
    op.create_index(op.f("ix_arrival_mend_occasion_id"), "arrival_mend", ["occasion_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_arrival_mend_occasion_id"), table_name="arrival_mend")
    op.drop_table("arrival_mend")
    op.drop_table("arrival_proof")
