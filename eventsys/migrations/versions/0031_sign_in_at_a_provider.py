"""Accounts that sign in at an identity provider."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account") as batch:
        batch.add_column(sa.Column("oidc_subject", sa.String(length=512), nullable=True))
        batch.create_unique_constraint(op.f("uq_account_oidc_subject"), ["oidc_subject"])
        batch.create_check_constraint(
            op.f("ck_account_one_way_in"), "password IS NULL OR oidc_subject IS NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("account") as batch:
        batch.drop_constraint(op.f("ck_account_one_way_in"), type_="check")
        batch.drop_constraint(op.f("uq_account_oidc_subject"), type_="unique")
        batch.drop_column("oidc_subject")
