"""Draws: lots decide who gets the places, on record."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("intake", sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "draw",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("is_seed_given", sa.Boolean(), nullable=False),
        sa.Column("algorithm", sa.String(), nullable=False),
        sa.Column(
            "waitlist_order",
            sa.Enum(
                "fits",
                "first",
                name="waitlistorder",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("entrants_digest", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_draw_event_id_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_draw")),
    )
    op.create_table(
        "draw_pool",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("occasion_no", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["draw.event_id"], name=op.f("fk_draw_pool_event_id_draw")
        ),
        sa.PrimaryKeyConstraint("event_id", "occasion_no", name=op.f("pk_draw_pool")),
    )
    op.create_table(
        "draw_entry",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("occasion_no", sa.Integer(), nullable=False),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("has_place", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["draw.event_id"], name=op.f("fk_draw_entry_event_id_draw")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_draw_entry_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_draw_entry")),
        sa.UniqueConstraint("event_id", "position", name=op.f("uq_draw_entry_event_id_position")),
    )


def downgrade() -> None:
    op.drop_table("draw_entry")
    op.drop_table("draw_pool")
    op.drop_table("draw")
    with op.batch_alter_table("intake") as batch_op:
        batch_op.drop_column("drawn_at")
