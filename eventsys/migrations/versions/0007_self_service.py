"""What people and the service desk do by themselves: moves, new links, more sources."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SOURCES = ("web", "api", "demonstration")
MORE_SOURCES = (*SOURCES, "desk", "paper", "phone", "door", "preprinted")


def upgrade() -> None:
    allow("registration", "source", "source", MORE_SOURCES)
    op.create_table(
        "self_service",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("is_move_allowed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_self_service_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_self_service")),
    )
    op.create_table(
        "link_renewal",
        sa.Column("key_digest", sa.String(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_link_renewal_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_link_renewal")),
    )


def downgrade() -> None:
    op.drop_table("link_renewal")
    op.drop_table("self_service")
    allow("registration", "source", "source", SOURCES)


def allow(table: str, column: str, name: str, values: Sequence[str]) -> None:
    """Let a column hold these values and no others."""
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{column} IN ({listed})")
