"""Phones that stay at one gate."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("pairing", "device"):
        op.add_column(
            table, sa.Column("is_pinned", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    for table in ("pairing", "device"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("is_pinned")
