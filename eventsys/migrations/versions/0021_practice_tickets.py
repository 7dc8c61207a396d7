"""Practice tickets, and which scans were of such."""

import sqlalchemy as sa
from alembic import op

from eventsys.core.db import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KINDS = (
    *("valid", "already-in", "waiting", "blocked", "replaced", "deregistered"),
    *("unknown", "other-event"),
)


def upgrade() -> None:
    op.add_column(
        "scan",
        sa.Column("is_practice", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "practice_ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                *KINDS, name="practicekind", native_enum=False, length=32, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("sealed_codes", sa.LargeBinary(), nullable=False),
        sa.Column("roster_hash", sa.String(), nullable=False),
        sa.Column("roster_short", sa.String(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_practice_ticket_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_ticket")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_practice_ticket_code_hash")),
        sa.UniqueConstraint(
            "event_id", "kind", "number", name=op.f("uq_practice_ticket_event_id_kind_number")
        ),
        sa.UniqueConstraint(
            "event_id", "roster_hash", name=op.f("uq_practice_ticket_event_id_roster_hash")
        ),
    )
    op.create_index(
        "ix_practice_ticket_roster_short", "practice_ticket", ["event_id", "roster_short"]
    )
    op.create_index("ix_practice_ticket_changed", "practice_ticket", ["event_id", "changed_at"])


def downgrade() -> None:
    op.drop_table("practice_ticket")
    with op.batch_alter_table("scan") as table:
        table.drop_column("is_practice")
