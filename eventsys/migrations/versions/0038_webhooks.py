"""News for other programs: news, who wishes them, receivers, deliveries, totals that were told."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KINDS = (
    "registration.made",
    "registration.cancelled",
    "event.changed",
    "checkin.totals",
    "test",
)
STATES = ("queued", "sending", "delivered", "given-up")
FAILURES = (
    "unknown-host",
    "private-address",
    "unreachable",
    "no-trust",
    "slow",
    "garbled",
    "redirect",
    "refused",
    "lost",
    "switched-off",
)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    lay_out_news()
    lay_out_receivers()
    lay_out_deliveries()
    op.create_table(
        "told_totals",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        moment("told_at"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_told_totals_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_told_totals")),
    )


def lay_out_news() -> None:
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", choice("newskind", *KINDS), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
    )
    op.create_table(
        "news_wish",
        sa.Column("kind", choice("newskind", *KINDS), nullable=False),
        sa.Column("hearer_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "hearer_id", name=op.f("pk_news_wish")),
    )


def lay_out_receivers() -> None:
    op.create_table(
        "receiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("earlier_secret_sealed", sa.LargeBinary(), nullable=True),
        moment("earlier_until", nullable=True),
        moment("created_at"),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        moment("failing_since", nullable=True),
        moment("rests_until", nullable=True),
        moment("switched_off_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receiver")),
    )


def lay_out_deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("kind", choice("newskind", *KINDS), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("state", choice("deliverystate", *STATES), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tries_before", sa.Integer(), nullable=False),
        moment("created_at"),
        moment("due_at"),
        moment("lease_until", nullable=True),
        moment("tried_at", nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("failure", choice("failure", *FAILURES), nullable=True),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["receiver.id"],
            name=op.f("fk_delivery_receiver_id_receiver"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("message_id", name=op.f("uq_delivery_message_id")),
    )
    op.create_index(op.f("ix_delivery_receiver_id"), "delivery", ["receiver_id"], unique=False)
    op.create_index(op.f("ix_delivery_created_at"), "delivery", ["created_at"], unique=False)
    op.create_index("ix_delivery_state_due_at", "delivery", ["state", "due_at"], unique=False)


def downgrade() -> None:
    for table in ("told_totals", "delivery", "receiver", "news_wish", "news"):
        op.drop_table(table)
