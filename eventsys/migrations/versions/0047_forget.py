"""Remember when people were forgotten: of an event, of a registration, of each participant."""

import sqlalchemy as sa
from alembic import op

from eventsys.core.db import UtcDateTime

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

TABLES = ("event", "registration", "participant")


def upgrade() -> None:
    """Nobody is forgotten yet."""
    for table in TABLES:
        op.add_column(table, sa.Column("forgotten_at", UtcDateTime()))


def downgrade() -> None:
    """Know no more of it; what was forgotten stays so."""
    for table in TABLES:
        op.drop_column(table, "forgotten_at")
