"""How occasions stood before they were moved."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "earlier_occasion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["occasion_id"],
            ["occasion.id"],
            name=op.f("fk_earlier_occasion_occasion_id_occasion"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_earlier_occasion_venue_id_venue")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_occasion")),
    )
    op.create_index(op.f("ix_earlier_occasion_occasion_id"), "earlier_occasion", ["occasion_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_earlier_occasion_occasion_id"), table_name="earlier_occasion")
    op.drop_table("earlier_occasion")
