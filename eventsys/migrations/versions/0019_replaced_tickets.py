"""Tickets that others replaced, and what a ticket was before."""

import sqlalchemy as sa
from alembic import op

from eventsys.core.db import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("past", sa.JSON(none_as_null=True)))
    op.create_table(
        "replaced_ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("roster_hash", sa.String(), nullable=False),
        sa.Column("roster_short", sa.String(), nullable=False),
        sa.Column("replaced_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_replaced_ticket_ticket_id_ticket")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_replaced_ticket_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replaced_ticket")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_replaced_ticket_code_hash")),
        sa.UniqueConstraint(
            "event_id", "roster_hash", name=op.f("uq_replaced_ticket_event_id_roster_hash")
        ),
    )
    op.create_index("ix_replaced_ticket_ticket_id", "replaced_ticket", ["ticket_id"])
    op.create_index(
        "ix_replaced_ticket_roster_short", "replaced_ticket", ["event_id", "roster_short"]
    )
    op.create_index("ix_replaced_ticket_changed", "replaced_ticket", ["event_id", "replaced_at"])


def downgrade() -> None:
    op.drop_table("replaced_ticket")
    with op.batch_alter_table("ticket") as table:
        table.drop_column("past")
