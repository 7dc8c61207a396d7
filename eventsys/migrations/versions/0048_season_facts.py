"""Facts whose rows have no id to show keep the one by which season files know them."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "season_fact",
        sa.Column("fact_type", sa.String(length=32), nullable=False),
        sa.Column("fact_id", sa.String(length=200), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fact_type", "fact_id", name=op.f("pk_season_fact")),
        sa.UniqueConstraint("fact_type", "row_id", name=op.f("uq_season_fact_fact_type_row_id")),
    )


def downgrade() -> None:
    op.drop_table("season_fact")
