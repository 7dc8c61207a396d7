"""Organisations and units, their names and merges, and who comes from which."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "organisation",
                "unit",
                name="actorlevel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
    )
    op.create_table(
        "actor_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.CheckConstraint("from_id <> into_id", name=op.f("ck_actor_merge_two")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["actor.id"], name=op.f("fk_actor_merge_from_id_actor")
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["actor.id"], name=op.f("fk_actor_merge_into_id_actor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_merge")),
    )
    op.create_index(op.f("ix_actor_merge_from_id"), "actor_merge", ["from_id"], unique=False)
    op.create_index(op.f("ix_actor_merge_into_id"), "actor_merge", ["into_id"], unique=False)
    op.create_index(
        "uq_actor_merge_standing",
        "actor_merge",
        ["from_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "actor_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "official",
                "alias",
                "misspelling",
                name="namekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_actor_name_days")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_name_actor_id_actor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_name")),
        sa.UniqueConstraint(
            "actor_id", "name", "valid_from", name=op.f("uq_actor_name_actor_id_name_valid_from")
        ),
    )
    op.create_index(op.f("ix_actor_name_actor_id"), "actor_name", ["actor_id"], unique=False)
    op.create_index(op.f("ix_actor_name_folded"), "actor_name", ["folded"], unique=False)
    op.create_table(
        "affiliation",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_affiliation_actor_id_actor")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_affiliation_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_affiliation")),
    )
    op.create_index(op.f("ix_affiliation_actor_id"), "affiliation", ["actor_id"], unique=False)
    op.add_column(
        "event",
        sa.Column("asks_workplace", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.drop_column("asks_workplace")
    op.drop_table("affiliation")
    op.drop_table("actor_name")
    op.drop_table("actor_merge")
    op.drop_table("actor")
