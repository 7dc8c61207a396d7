"""Figures of earlier years, and lists of them, of who came and of events."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

EARLIER = ("people", "actors")
ALL = (*EARLIER, "attendance", "figures", "events")


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def change_kinds(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """SQLite makes the table anew with the new constraint; PostgreSQL changes it."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("import_run", recreate="always") as batch:
            batch.alter_column(
                "kind", existing_type=choice("importkind", old), type_=choice("importkind", new)
            )
        return
    name = op.f("ck_import_run_importkind")
    op.drop_constraint(name, "import_run", type_="check")
    values = ", ".join(f"'{value}'" for value in new)
    op.create_check_constraint(name, "import_run", f"kind IN ({values})")


def upgrade() -> None:
    change_kinds(EARLIER, ALL)
    op.create_table(
        "earlier_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("event_name", sa.String(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.CheckConstraint("figure >= 0", name=op.f("ck_earlier_figure_figure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_figure")),
        sa.UniqueConstraint("year", "key", name=op.f("uq_earlier_figure_year_key")),
    )


def downgrade() -> None:
    op.drop_table("earlier_figure")
    op.execute("DELETE FROM import_run WHERE kind IN ('attendance', 'figures', 'events')")
    change_kinds(ALL, EARLIER)
