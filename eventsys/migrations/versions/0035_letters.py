"""Messages to a chosen set of people."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

EARLIER = (
    *("registered", "deregistered", "waiting", "offered", "offer-expired", "promoted"),
    *("approved", "declined", "new-link", "new-ticket", "moved", "cancelled", "restored"),
    *("reminder", "thanks", "survey", "survey-reminder", "survey-reply"),
    *("invitation", "recovery"),
)
ALL = (*EARLIER, "broadcast")
TABLES = ("notice", "outbox_message")


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def change_kinds(table: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """SQLite makes the table anew with the new constraint; PostgreSQL changes it."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.alter_column(
                "kind", existing_type=choice("noticekind", old), type_=choice("noticekind", new)
            )
        return
    name = op.f(f"ck_{table}_noticekind")
    op.drop_constraint(name, table, type_="check")
    values = ", ".join(f"'{value}'" for value in new)
    op.create_check_constraint(name, table, f"kind IN ({values})")


def upgrade() -> None:
    for table in TABLES:
        change_kinds(table, EARLIER, ALL)
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "audience", "chosen")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("composed_at", "stopped_at")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_broadcast_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("key", name=op.f("uq_broadcast_key")),
    )
    for name in ("event_id", "due_at"):
        op.create_index(op.f(f"ix_broadcast_{name}"), "broadcast", [name])
    op.create_table(
        "broadcast_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            choice("language", ("da", "en", "ar", "tr", "ur", "so")),
            nullable=False,
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("origin", choice("origin", ("human", "machine")), nullable=False),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outdated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
            name=op.f("fk_broadcast_text_broadcast_id_broadcast"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_text")),
        sa.UniqueConstraint(
            "broadcast_id", "language", name=op.f("uq_broadcast_text_broadcast_id_language")
        ),
    )


def downgrade() -> None:
    op.drop_table("broadcast_text")
    op.drop_table("broadcast")
    for name in TABLES:
        table = sa.table(name, sa.column("kind", sa.String()))
        op.execute(sa.delete(table).where(table.c.kind == "broadcast"))
    for name in TABLES:
        change_kinds(name, ALL, EARLIER)
