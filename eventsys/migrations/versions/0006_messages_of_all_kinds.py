"""Messages of all kinds."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
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
    "moved",
    "cancelled",
    "reminder",
    "thanks",
    "new-link",
)
ALL = (*EARLIER, "restored")
LANGUAGES = ("da", "en", "ar", "tr", "ur", "so")


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
    change_kinds("notice", EARLIER, ALL)
    with op.batch_alter_table("notice") as batch:
        batch.add_column(sa.Column("occasion_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("cursor", sa.Integer(), nullable=True))
        batch.create_index(batch.f("ix_notice_subject_id"), ["subject_id"], unique=False)
    change_kinds("outbox_message", EARLIER, ALL)
    add_to_messages()
    op.create_table(
        "sending_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_hold")),
    )
    op.create_table(
        "broken_channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("broken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broken_channel")),
        sa.UniqueConstraint("recipient", name=op.f("uq_broken_channel_recipient")),
    )
    op.create_table(
        "mute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mute")),
        sa.UniqueConstraint("recipient", name=op.f("uq_mute_recipient")),
    )


def add_to_messages() -> None:
    with op.batch_alter_table("outbox_message") as batch:
        batch.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("registration_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("language", choice("language", LANGUAGES), nullable=True))
        batch.add_column(sa.Column("resends", sa.Integer(), server_default="0", nullable=False))
        batch.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE outbox_message SET registration_id = subject_id, event_id = "
        "(SELECT event_id FROM registration WHERE registration.id = outbox_message.subject_id)"
    )
    with op.batch_alter_table("outbox_message") as batch:
        batch.alter_column("notice_id", existing_type=sa.Integer(), nullable=True)
        batch.alter_column("event_id", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("resends", existing_type=sa.Integer(), server_default=None)
        batch.create_index(batch.f("ix_outbox_message_event_id"), ["event_id"])
        batch.create_index(batch.f("ix_outbox_message_registration_id"), ["registration_id"])
        batch.create_index(batch.f("ix_outbox_message_message_id"), ["message_id"])
        batch.create_foreign_key(
            batch.f("fk_outbox_message_event_id_event"),
            "event",
            ["event_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch.create_foreign_key(
            batch.f("fk_outbox_message_registration_id_registration"),
            "registration",
            ["registration_id"],
            ["id"],
        )


def downgrade() -> None:
    op.drop_table("mute")
    op.drop_table("broken_channel")
    op.drop_table("sending_hold")
    op.execute(
        "DELETE FROM outbox_message WHERE notice_id IS NULL "
        "OR kind IN ('moved', 'cancelled', 'restored')"
    )
    op.execute("DELETE FROM notice WHERE kind IN ('moved', 'cancelled', 'restored')")
    with op.batch_alter_table("outbox_message") as batch:
        for name in ("event_id", "registration_id", "message_id"):
            batch.drop_index(batch.f(f"ix_outbox_message_{name}"))
        batch.drop_constraint(batch.f("fk_outbox_message_event_id_event"), type_="foreignkey")
        batch.drop_constraint(
            batch.f("fk_outbox_message_registration_id_registration"), type_="foreignkey"
        )
        batch.alter_column("notice_id", existing_type=sa.Integer(), nullable=False)
        batch.drop_constraint(batch.f("ck_outbox_message_language"), type_="check")
        for name in ("event_id", "registration_id", "language", "resends", "settled_at"):
            batch.drop_column(name)
    change_kinds("outbox_message", ALL, EARLIER)
    with op.batch_alter_table("notice") as batch:
        batch.drop_index(batch.f("ix_notice_subject_id"))
        batch.drop_column("cursor")
        batch.drop_column("occasion_id")
    change_kinds("notice", ALL, EARLIER)
