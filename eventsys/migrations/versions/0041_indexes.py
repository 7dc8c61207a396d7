"""Who did what to which object is found in the log without reading all of it."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_audit_entry_principal_id": ["principal", "id"],
    "ix_audit_entry_verb_id": ["verb", "id"],
    "ix_audit_entry_object_kind_object_id_id": ["object_kind", "object_id", "id"],
}


def upgrade() -> None:
    """Add the indexes."""
    for name, columns in INDEXES.items():
        op.create_index(name, "audit_entry", columns)


def downgrade() -> None:
    """Remove them."""
    for name in INDEXES:
        op.drop_index(name, "audit_entry")
