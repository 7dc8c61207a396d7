"""Waiting lists."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FIRST_KINDS = ("registered", "deregistered")
KINDS = (
    *FIRST_KINDS,
    "waiting",
    "offered",
    "offer-expired",
    "promoted",
    "approved",
    "declined",
    "moved",
    "cancelled",
    "reminder",
    "thanks",
    "new-link",
)


def upgrade() -> None:
    op.create_table(
        "intake",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("way", choice("way", "direct", "approval", "draw"), nullable=False),
        sa.Column("has_waitlist", sa.Boolean(), nullable=False),
        sa.Column("waitlist_order", choice("waitlistorder", "fits", "first"), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_intake_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_intake")),
    )
    op.add_column(
        "place_pool",
        sa.Column("is_awaited", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "waitlist_entry",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("occasion_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_waitlist_entry_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_waitlist_entry_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["occasion_id"], ["occasion.id"], name=op.f("fk_waitlist_entry_occasion_id_occasion")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_waitlist_entry")),
    )
    op.create_index("ix_waitlist_entry_event_id_rank", "waitlist_entry", ["event_id", "rank"])
    op.create_table(
        "waitlist_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            choice("offerstatus", "open", "accepted", "declined", "expired"),
            nullable=False,
        ),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_waitlist_offer_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitlist_offer")),
    )
    op.create_index(
        op.f("ix_waitlist_offer_registration_id"), "waitlist_offer", ["registration_id"]
    )
    is_open = sa.text("status = 'open'")
    op.create_index(
        "uq_waitlist_offer_open",
        "waitlist_offer",
        ["registration_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index(
        "ix_waitlist_offer_expires_at",
        "waitlist_offer",
        ["expires_at"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    allow_kinds(KINDS)


def downgrade() -> None:
    op.execute("DELETE FROM outbox_message WHERE kind NOT IN ('registered', 'deregistered')")
    op.execute("DELETE FROM notice WHERE kind NOT IN ('registered', 'deregistered')")
    allow_kinds(FIRST_KINDS)
    op.drop_table("waitlist_offer")
    op.drop_table("waitlist_entry")
    with op.batch_alter_table("place_pool") as batch_op:
        batch_op.drop_column("is_awaited")
    op.drop_table("intake")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def allow_kinds(kinds: tuple[str, ...]) -> None:
    """Let notices and messages be of these kinds."""
    condition = sa.column("kind").in_(kinds)
    for table in ("notice", "outbox_message"):
        name = f"ck_{table}_noticekind"
        if op.get_bind().dialect.name == "postgresql":
            op.drop_constraint(op.f(name), table, type_="check")
            op.create_check_constraint(op.f(name), table, condition)
        else:
            replace_check(table, name, kinds)


def replace_check(table: str, name: str, kinds: tuple[str, ...]) -> None:
    """Write SQLite's table anew with another list of kinds; it cannot change a constraint."""
    known = sa.Table(table, sa.MetaData(), autoload_with=op.get_bind())
    for check in [each for each in known.constraints if each.name == name]:
        known.constraints.remove(check)
    with op.batch_alter_table(table, copy_from=known) as batch_op:
        batch_op.create_check_constraint(op.f(name), sa.column("kind").in_(kinds))
