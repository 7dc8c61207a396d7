"""Questionnaires, waves, invitations and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

EARLIER = (
    *("registered", "deregistered", "waiting", "offered", "offer-expired", "promoted"),
    *("approved", "declined", "moved", "cancelled", "reminder", "thanks", "new-link", "restored"),
)
ALL = (*EARLIER, "survey", "survey-reminder", "survey-reply")


def choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def change_kinds(table: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """SQLite makes the table anew with the new constraint; PostgreSQL changes it."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.alter_column(
                "kind", existing_type=choice("noticekind", old), type_=choice("noticekind", new)
            )
        return
    name = op.f(f"ck_{table}_noticekind")
    op.drop_constraint(name, table, type_="check")
    values = ", ".join(f"'{value}'" for value in new)
    op.create_check_constraint(name, table, f"kind IN ({values})")


def upgrade() -> None:
    change_kinds("notice", EARLIER, ALL)
    change_kinds("outbox_message", EARLIER, ALL)
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_table(
        "survey_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["survey.id"],
            name=op.f("fk_survey_version_survey_id_survey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_version")),
        sa.UniqueConstraint("survey_id", "no", name=op.f("uq_survey_version_survey_id_no")),
    )
    op.create_table(
        "survey_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "da",
                "en",
                "ar",
                "tr",
                "ur",
                "so",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("intro", sa.String(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "human",
                "machine",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outdated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["survey.id"],
            name=op.f("fk_survey_wording_survey_id_survey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_wording")),
        sa.UniqueConstraint(
            "survey_id", "language", name=op.f("uq_survey_wording_survey_id_language")
        ),
    )
    op.create_table(
        "survey_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "scale",
                "yes-no",
                "choice",
                "text",
                name="surveyquestionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("may_be_irrelevant", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("positive", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["survey_version.id"],
            name=op.f("fk_survey_question_version_id_survey_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_survey_question_version_id_code")),
    )
    op.create_table(
        "survey_wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "immediate",
                "follow-up",
                name="wavekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mixed_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'immediate') = (months = 0)", name=op.f("ck_survey_wave_months")
        ),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_survey_wave_window")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_survey_wave_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["survey_version.id"],
            name=op.f("fk_survey_wave_version_id_survey_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_wave")),
        sa.UniqueConstraint("event_id", "months", name=op.f("uq_survey_wave_event_id_months")),
        sa.UniqueConstraint("public_id", name=op.f("uq_survey_wave_public_id")),
    )
    op.create_index(op.f("ix_survey_wave_version_id"), "survey_wave", ["version_id"], unique=False)
    op.create_table(
        "answer_text",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "link",
                "paper",
                "exit",
                name="responsesource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["survey_question.id"],
            name=op.f("fk_answer_text_question_id_survey_question"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["survey_wave.id"], name=op.f("fk_answer_text_wave_id_survey_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_text")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_answer_text_wave_id", "answer_text", ["wave_id"], unique=False)
    op.create_table(
        "survey_question_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "da",
                "en",
                "ar",
                "tr",
                "ur",
                "so",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("help", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "human",
                "machine",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outdated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["survey_question.id"],
            name=op.f("fk_survey_question_wording_question_id_survey_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question_wording")),
        sa.UniqueConstraint(
            "question_id", "language", name=op.f("uq_survey_question_wording_question_id_language")
        ),
    )
    op.create_table(
        "survey_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "da",
                "en",
                "ar",
                "tr",
                "ur",
                "so",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "human",
                "machine",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outdated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["survey_wave.id"],
            name=op.f("fk_survey_reply_wave_id_survey_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_reply")),
        sa.UniqueConstraint("wave_id", "language", name=op.f("uq_survey_reply_wave_id_language")),
    )
    op.create_table(
        "survey_response",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "link",
                "paper",
                "exit",
                name="responsesource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["survey_wave.id"], name=op.f("fk_survey_response_wave_id_survey_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_response")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_survey_response_wave_id", "survey_response", ["wave_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["survey_question.id"],
            name=op.f("fk_answer_question_id_survey_question"),
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["survey_response.id"],
            name=op.f("fk_answer_response_id_survey_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "question_id", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_answer_question_id"), "answer", ["question_id"], unique=False)
    op.create_table(
        "survey_invite",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("is_answered", sa.Boolean(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("is_reminded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_survey_invite_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["survey_wave.id"], name=op.f("fk_survey_invite_wave_id_survey_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_invite")),
        sa.UniqueConstraint("public_id", name=op.f("uq_survey_invite_public_id")),
        sa.UniqueConstraint(
            "wave_id", "participant_id", name=op.f("uq_survey_invite_wave_id_participant_id")
        ),
    )
    op.create_index(
        op.f("ix_survey_invite_participant_id"), "survey_invite", ["participant_id"], unique=False
    )
    op.create_table(
        "survey_refusal",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_survey_refusal_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_survey_refusal")),
    )


def downgrade() -> None:
    op.drop_table("survey_refusal")
    op.drop_table("survey_invite")
    op.drop_table("answer")
    op.drop_table("survey_response")
    op.drop_table("survey_reply")
    op.drop_table("survey_question_wording")
    op.drop_table("answer_text")
    op.drop_table("survey_wave")
    op.drop_table("survey_question")
    op.drop_table("survey_wording")
    op.drop_table("survey_version")
    op.drop_table("survey")
    for table in ("outbox_message", "notice"):
        rows = sa.table(table, sa.column("kind"))
        op.execute(rows.delete().where(rows.c.kind.like("survey%")))
        change_kinds(table, ALL, EARLIER)
