"""Series of events and kept views of lists."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

MADE = sa.text(
    "UPDATE event SET created_by = (SELECT MIN(principal) FROM audit_entry "
    "WHERE object_kind = 'event' AND verb = 'create' AND object_id = event.id)"
)


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.add_column("event", sa.Column("created_by", sa.String(), nullable=True))
    op.execute(MADE)
    op.create_table(
        "hidden_hint",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("hint", choice("hint", ("first-steps",)), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_hidden_hint_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "hint", name=op.f("pk_hidden_hint")),
    )
    op.create_table(
        "kept_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_kept_view_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_view")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_kept_view_account_id_name")),
    )
    op.create_table(
        "event_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
    )
    op.create_table(
        "series_event",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_series_event_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["event_series.id"],
            name=op.f("fk_series_event_series_id_event_series"),
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_series_event")),
    )
    op.create_index(op.f("ix_series_event_series_id"), "series_event", ["series_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_series_event_series_id"), table_name="series_event")
    op.drop_table("series_event")
    op.drop_table("event_series")
    op.drop_table("kept_view")
    op.drop_table("hidden_hint")
    op.drop_column("event", "created_by")
