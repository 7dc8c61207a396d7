"""A report's programme that plans more or less than the team may stand, with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

EARLIER = (
    *("not-over", "not-sent", "overlap", "conflict", "open-wave", "too-many-answers", "alike"),
    *("open-tasks", "missing-fact", "no-text"),
)
ALL = (*EARLIER[:-1], "staff-unlike", "no-text")


def choice(values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(
        *values, name="blockerkind", native_enum=False, create_constraint=True, length=32
    )


def change_kinds(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """SQLite makes the table anew with the new constraint; PostgreSQL changes it."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("report_stand", recreate="always") as batch:
            batch.alter_column("kind", existing_type=choice(old), type_=choice(new))
        return
    name = op.f("ck_report_stand_blockerkind")
    op.drop_constraint(name, "report_stand", type_="check")
    values = ", ".join(f"'{value}'" for value in new)
    op.create_check_constraint(name, "report_stand", f"kind IN ({values})")


def upgrade() -> None:
    change_kinds(EARLIER, ALL)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM report_stand WHERE kind = 'staff-unlike'"))
    change_kinds(ALL, EARLIER)
