"""How many came, as sums that are kept: filled from the facts that are there."""

from collections import defaultdict
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COUNTED = """
    SELECT occasion_id, coalesce(admitted_gate, '') AS gate, admitted_at AS at,
           1 AS admitted, 0 AS walk_ins, CASE WHEN is_inside THEN 1 ELSE 0 END AS inside
    FROM ticket_state WHERE admitted_at IS NOT NULL
    UNION ALL
    SELECT occasion_id, coalesce(gate, ''), effective_at, 0, 1, 0
    FROM tally
    WHERE occasion_id IS NOT NULL AND undoes IS NULL AND NOT quarantined
      AND linked_scan_id IS NULL AND same_as_scan_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM tally AS undoing
        WHERE undoing.undoes = tally.tally_id AND undoing.device_id = tally.device_id
          AND NOT undoing.quarantined
      )
"""


def upgrade() -> None:
    arrival = op.create_table(
        "arrival",
        sa.Column("occasion_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by_device", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gate", sa.String(), nullable=False),
        sa.Column("quarter_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("admitted", sa.Integer(), nullable=False),
        sa.Column("walk_ins", sa.Integer(), nullable=False),
        sa.Column("inside", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occasion_id"],
            ["occasion.id"],
            name=op.f("fk_arrival_occasion_id_occasion"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "occasion_id", "by_device", "gate", "quarter_at", name=op.f("pk_arrival")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_tally_linked",
        "tally",
        ["event_id"],
        sqlite_where=sa.text("linked_scan_id IS NOT NULL OR same_as_scan_id IS NOT NULL"),
        postgresql_where=sa.text("linked_scan_id IS NOT NULL OR same_as_scan_id IS NOT NULL"),
    )
    fill(arrival)


def fill(arrival: sa.Table) -> None:
    """Count what was handed in before there were sums."""
    counted = sa.text(COUNTED).columns(at=sa.DateTime(timezone=True))
    sums: defaultdict[tuple[int, str, datetime], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in op.get_bind().execute(counted):
        at = row.at.replace(minute=row.at.minute // 15 * 15, second=0, microsecond=0)
        slot = sums[row.occasion_id, row.gate, at]
        slot[:] = map(sum, zip(slot, (row.admitted, row.walk_ins, row.inside), strict=True))
    rows = [
        {
            "occasion_id": occasion_id,
            "by_device": 0,
            "gate": gate,
            "quarter_at": at,
            "admitted": admitted,
            "walk_ins": walk_ins,
            "inside": inside,
            "changes": 1,
        }
        for (occasion_id, gate, at), (admitted, walk_ins, inside) in sums.items()
    ]
    if rows:
        op.bulk_insert(arrival, rows)


def downgrade() -> None:
    op.drop_index("ix_tally_linked", table_name="tally")
    op.drop_table("arrival")
