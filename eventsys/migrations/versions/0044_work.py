"""Long work is a row, and what comes of it a sealed file in pieces that is kept for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

KINDS = ("tickets", "badges", "certificates")
LANGUAGES = ("da", "en", "ar", "tr", "ur", "so")
STATES = ("waiting", "working", "done", "stopped", "failed")


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "long_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", choice("workkind", KINDS), nullable=False),
        sa.Column("language", choice("language", LANGUAGES), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("state", choice("workstate", STATES), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_long_work_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_long_work")),
        sa.UniqueConstraint("key", name=op.f("uq_long_work_key")),
    )
    op.create_index("ix_long_work_event_id", "long_work", ["event_id"])
    op.create_index("ix_long_work_created_by", "long_work", ["created_by"])
    op.create_index("ix_long_work_ended_at", "long_work", ["ended_at"])
    op.create_index("ix_long_work_state_lease_until", "long_work", ["state", "lease_until"])
    op.create_table(
        "work_piece",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["long_work.id"],
            name=op.f("fk_work_piece_work_id_long_work"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("work_id", "no", name=op.f("pk_work_piece")),
    )


def downgrade() -> None:
    op.drop_table("work_piece")
    op.drop_table("long_work")
