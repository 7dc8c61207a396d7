"""Find the tickets of an event that were printed beforehand without reading its registrations."""

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the index of a registration's event tell its source too."""
    op.create_index("ix_registration_event_id_source", "registration", ["event_id", "source"])
    op.drop_index("ix_registration_event_id", "registration")


def downgrade() -> None:
    """Index the event alone."""
    op.create_index("ix_registration_event_id", "registration", ["event_id"])
    op.drop_index("ix_registration_event_id_source", "registration")
