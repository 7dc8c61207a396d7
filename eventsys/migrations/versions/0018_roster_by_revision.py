"""One scan for a family, phones as long as the event, and the newest change found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "event",
        sa.Column("family_scan", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("event", sa.Column("family_scan_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("device") as table:
        table.drop_column("valid_until")
    op.drop_index("ix_ticket_state_occasion_id", "ticket_state")
    op.create_index(
        "ix_ticket_state_occasion_id_changed_at", "ticket_state", ["occasion_id", "changed_at"]
    )


def downgrade() -> None:
    op.drop_index("ix_ticket_state_occasion_id_changed_at", "ticket_state")
    op.create_index("ix_ticket_state_occasion_id", "ticket_state", ["occasion_id"])
    op.add_column(
        "device",
        sa.Column(
            "valid_until",
            sa.DateTime(timezone=True),
            server_default="2100-01-01 00:00:00.000000+00:00",
            nullable=False,
        ),
    )
    with op.batch_alter_table("device") as table:
        table.alter_column("valid_until", server_default=None)
    with op.batch_alter_table("event") as table:
        table.drop_column("family_scan_at")
        table.drop_column("family_scan")
