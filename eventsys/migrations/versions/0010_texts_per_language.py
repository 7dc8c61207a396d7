"""Who made each text, and since when it lags behind the Danish."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("event_text", "question_wording")


def upgrade() -> None:
    origin = sa.Enum(
        "human", "machine", name="origin", native_enum=False, create_constraint=True, length=32
    )
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("origin", origin, server_default="human", nullable=False))
            batch.add_column(sa.Column("source", sa.JSON(), nullable=True))
            batch.add_column(sa.Column("outdated_at", sa.DateTime(timezone=True), nullable=True))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("origin", existing_type=origin, server_default=None)


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("outdated_at")
            batch.drop_column("source")
            batch.drop_constraint(batch.f(f"ck_{table}_origin"), type_="check")
            batch.drop_column("origin")
