"""How accessible venues are, whom to ask about events, when events were first published."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ACCESS = ("is_step_free", "has_toilet", "has_hearing_loop", "has_parking")


def upgrade() -> None:
    for name in ACCESS:
        op.add_column("venue", sa.Column(name, sa.Boolean(), nullable=True))
    op.create_table(
        "event_contact",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_event_contact_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_contact")),
    )
    op.add_column("event", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE event SET published_at = created_at WHERE status <> 'draft'")


def downgrade() -> None:
    op.drop_column("event", "published_at")
    op.drop_table("event_contact")
    for name in reversed(ACCESS):
        op.drop_column("venue", name)
