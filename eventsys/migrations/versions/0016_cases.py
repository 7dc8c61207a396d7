"""Cases that organisers decide, and what their decisions change in the numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = (
    *("twice", "other-date", "let-in", "no-entry", "undo", "double", "overlap", "late"),
    *(
        "strange",
        "clock",
        "gap",
        "same-number",
        "conflict",
        "unreadable",
        "lost-scan",
        "lost-tally",
    ),
)
CHOICES = ("stands", "once", "count", "only")


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Make the type of a column that holds one of a few words."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "case_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("casekind", KINDS), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("choice", one_of("choice", CHOICES), nullable=False),
        sa.Column("chosen", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_case_decision_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_decision")),
        sa.UniqueConstraint(
            "event_id", "kind", "key", name=op.f("uq_case_decision_event_id_kind_key")
        ),
    )
    op.add_column("tally", sa.Column("same_as_scan_id", sa.String(length=36), nullable=True))
    op.add_column("head_count", sa.Column("left_out_for", sa.String(length=36), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("head_count") as table:
        table.drop_column("left_out_for")
    with op.batch_alter_table("tally") as table:
        table.drop_column("same_as_scan_id")
    op.drop_table("case_decision")
