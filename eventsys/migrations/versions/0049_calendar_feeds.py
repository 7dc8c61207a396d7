"""Calendars are told since when nothing public changed."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("public_revision") as table:
        table.add_column(sa.Column("raised_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("public_revision") as table:
        table.drop_column("raised_at")
