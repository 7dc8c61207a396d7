"""Groups: how large they may be, their names, and how many of them need something."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_groups",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("largest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_event_groups_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_groups")),
    )
    op.add_column("registration", sa.Column("group_name", sa.String(), nullable=True))
    op.add_column("need", sa.Column("number", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("need") as batch_op:
        batch_op.drop_column("number")
    with op.batch_alter_table("registration") as batch_op:
        batch_op.drop_column("group_name")
    op.drop_table("event_groups")
