"""Pictures of events, and who is to be called where places were taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def one_of(name: str, *values: str) -> sa.Enum:
    """Let a column hold one of a few values."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def to_picture(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["picture_id"],
        ["event_picture.id"],
        name=op.f(f"fk_{table}_picture_id_event_picture"),
        ondelete="CASCADE",
    )


def upgrade() -> None:
    op.create_table(
        "event_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_event_picture_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_picture")),
        sa.UniqueConstraint("code", name=op.f("uq_event_picture_code")),
    )
    op.create_index(op.f("ix_event_picture_event_id"), "event_picture", ["event_id"])
    op.create_table(
        "picture_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("size", one_of("picturesize", "large", "small"), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_picture_file_extent")),
        to_picture("picture_file"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_file")),
        sa.UniqueConstraint("picture_id", "size", name=op.f("uq_picture_file_picture_id_size")),
    )
    op.create_table(
        "picture_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column(
            "language", one_of("language", "da", "en", "ar", "tr", "ur", "so"), nullable=False
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("origin", one_of("origin", "human", "machine"), nullable=False),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outdated_at", sa.DateTime(timezone=True), nullable=True),
        to_picture("picture_text"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_text")),
        sa.UniqueConstraint(
            "picture_id", "language", name=op.f("uq_picture_text_picture_id_language")
        ),
    )
    op.create_table(
        "overbooked_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_overbooked_call_size")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_overbooked_call_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overbooked_call")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_overbooked_call_registration_id")),
    )


def downgrade() -> None:
    op.drop_table("overbooked_call")
    op.drop_table("picture_text")
    op.drop_table("picture_file")
    op.drop_table("event_picture")
