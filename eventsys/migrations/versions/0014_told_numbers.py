"""What phones tell of their numbers, so that a gap shows before all of it has come in."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = ("told_seq", "told_unsent", "told_sent_at")


def upgrade() -> None:
    op.add_column("device", sa.Column("told_seq", sa.Integer(), nullable=True))
    op.add_column("device", sa.Column("told_unsent", sa.Integer(), nullable=True))
    op.add_column("device", sa.Column("told_sent_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("device") as table:
        for column in COLUMNS:
            table.drop_column(column)
