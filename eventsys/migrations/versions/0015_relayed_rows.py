"""What one phone hands in for another."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("scan", "tally", "head_count")


def upgrade() -> None:
    for table in TABLES[1:]:
        op.add_column(table, sa.Column("relayed_for", sa.String(), nullable=True))
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("handed_in_by", sa.Integer(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_handed_in_by_device"), "device", ["handed_in_by"], ["id"]
            )


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_handed_in_by_device"), type_="foreignkey")
            batch.drop_column("handed_in_by")
    for table in TABLES[1:]:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("relayed_for")
