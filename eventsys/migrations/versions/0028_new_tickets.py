"""Messages about a ticket that was replaced."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

EARLIER = (
    "registered",
    "deregistered",
    "waiting",
    "offered",
    "offer-expired",
    "promoted",
    "approved",
    "declined",
    "new-link",
    "moved",
    "cancelled",
    "restored",
    "reminder",
    "thanks",
    "survey",
    "survey-reminder",
    "survey-reply",
)
ALL = (*EARLIER, "new-ticket")
TABLES = ("notice", "outbox_message")


def choice(values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name="noticekind", native_enum=False, create_constraint=True, length=32)


def change_kinds(table: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """SQLite makes the table anew with the new constraint; PostgreSQL changes it."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.alter_column("kind", existing_type=choice(old), type_=choice(new))
        return
    name = op.f(f"ck_{table}_noticekind")
    op.drop_constraint(name, table, type_="check")
    values = ", ".join(f"'{value}'" for value in new)
    op.create_check_constraint(name, table, f"kind IN ({values})")


def upgrade() -> None:
    for table in TABLES:
        change_kinds(table, EARLIER, ALL)


def downgrade() -> None:
    op.execute("DELETE FROM outbox_message WHERE kind = 'new-ticket'")
    op.execute("DELETE FROM notice WHERE kind = 'new-ticket'")
    for table in TABLES:
        change_kinds(table, ALL, EARLIER)
