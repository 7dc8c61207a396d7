"""What events ask for the care of people, needs, photo consents, companions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = ("interpreter", "allergy", "access", "other")
COMPANIONS = ("none", "counted", "uncounted")


def upgrade() -> None:
    op.create_table(
        "event_care",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("asks_interpreter", sa.Boolean(), nullable=False),
        sa.Column("asks_allergy", sa.Boolean(), nullable=False),
        sa.Column("asks_access", sa.Boolean(), nullable=False),
        sa.Column("asks_other", sa.Boolean(), nullable=False),
        sa.Column("asks_photos", sa.Boolean(), nullable=False),
        sa.Column(
            "companions",
            sa.Enum(
                *COMPANIONS,
                name="companions",
                native_enum=False,
                length=32,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_event_care_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_care")),
    )
    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="needkind", native_enum=False, length=32, create_constraint=True),
            nullable=False,
        ),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("delete_after", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_need_event_id_event")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_need_registration_id_registration"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_need_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    op.create_index(op.f("ix_need_event_id"), "need", ["event_id"])
    op.create_index(op.f("ix_need_registration_id"), "need", ["registration_id"])
    op.create_index(op.f("ix_need_participant_id"), "need", ["participant_id"])
    op.create_index(op.f("ix_need_delete_after"), "need", ["delete_after"])
    op.create_table(
        "photo_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_photo_consent_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_photo_consent_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_consent")),
    )
    op.create_index(op.f("ix_photo_consent_event_id"), "photo_consent", ["event_id"])
    op.create_index(op.f("ix_photo_consent_participant_id"), "photo_consent", ["participant_id"])
    op.add_column(
        "participant",
        sa.Column("is_companion", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "participant",
        sa.Column("takes_place", sa.Boolean(), server_default=sa.true(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("participant", "takes_place")
    op.drop_column("participant", "is_companion")
    op.drop_table("photo_consent")
    op.drop_table("need")
    op.drop_table("event_care")
