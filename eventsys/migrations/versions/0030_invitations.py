"""Invitations to accounts and passkeys."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

EARLIER = (
    *("registered", "deregistered", "waiting", "offered", "offer-expired", "promoted"),
    *("approved", "declined", "new-link", "new-ticket", "moved", "cancelled", "restored"),
    *("reminder", "thanks", "survey", "survey-reminder", "survey-reply"),
)
OF_ACCOUNTS = ("invitation", "recovery")
ALL = (*EARLIER, *OF_ACCOUNTS)


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def change_messages(old: tuple[str, ...], new: tuple[str, ...], *, without_event: bool) -> None:
    """SQLite makes the tables anew with the new constraint; PostgreSQL changes them."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in ("notice", "outbox_message"):
        with op.batch_alter_table(table, recreate="always" if is_sqlite else "never") as batch:
            if is_sqlite:
                batch.alter_column(
                    "kind", existing_type=choice("noticekind", old), type_=choice("noticekind", new)
                )
            if table == "outbox_message":
                batch.alter_column("event_id", existing_type=sa.Integer(), nullable=without_event)
        if not is_sqlite:
            name = op.f(f"ck_{table}_noticekind")
            op.drop_constraint(name, table, type_="check")
            values = ", ".join(f"'{value}'" for value in new)
            op.create_check_constraint(name, table, f"kind IN ({values})")


def upgrade() -> None:
    change_messages(EARLIER, ALL, without_event=True)
    op.add_column("sign_in", sa.Column("browser", sa.String(length=64), nullable=True))
    op.add_column("api_token", sa.Column("label", sa.String(length=80), nullable=True))
    for name in ("ends_at", "used_at"):
        op.add_column("api_token", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "account_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", choice("linkpurpose", OF_ACCOUNTS), nullable=False),
        sa.Column(
            "language",
            choice("language", ("da", "en", "ar", "tr", "ur", "so")),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_link_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("public_id", name=op.f("uq_account_link_public_id")),
    )
    op.create_index(op.f("ix_account_link_account_id"), "account_link", ["account_id"])
    make_passkeys()


def make_passkeys() -> None:
    """Add passkeys; accounts get their handle when they save the first."""
    op.add_column(
        "account", sa.Column("fs_webauthn_user_handle", sa.String(length=64), nullable=True)
    )
    handle = "fs_webauthn_user_handle"
    op.create_index(op.f(f"ix_account_{handle}"), "account", [handle], unique=True)
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(length=64), nullable=False),
        sa.Column("extensions", sa.String(), nullable=True),
        sa.Column("lastuse_datetime", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("usage", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["account.id"],
            name=op.f("fk_passkey_user_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_user_id"), "passkey", ["user_id"])


def downgrade() -> None:
    op.drop_table("passkey")
    op.drop_index(op.f("ix_account_fs_webauthn_user_handle"), table_name="account")
    op.drop_column("account", "fs_webauthn_user_handle")
    op.drop_index(op.f("ix_account_link_account_id"), table_name="account_link")
    op.drop_table("account_link")
    with op.batch_alter_table("api_token") as batch:
        for name in ("used_at", "ends_at", "label"):
            batch.drop_column(name)
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_column("browser")
    for name in ("outbox_message", "notice"):
        table = sa.table(name, sa.column("kind", sa.String()))
        op.execute(sa.delete(table).where(table.c.kind.in_(OF_ACCOUNTS)))
    change_messages(ALL, EARLIER, without_event=False)
