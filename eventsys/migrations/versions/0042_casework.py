"""The casework: tasks, plans, publications, deliverables, staff-years, numbers of others."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

TABLES = (
    "external_indicator",
    "consultant_count",
    "staff_allocation",
    "deliverable",
    "publication",
    "plan_activity",
    "plan",
    "task_event",
    "adhoc_task",
)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def fact(table: str, *rest: sa.schema.SchemaItem) -> None:
    """Make a table of facts: an id that never changes, who wrote it down, who changed it last."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        *rest,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("public_id", name=op.f(f"uq_{table}_public_id")),
    )


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def day(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def find_by(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def upgrade() -> None:
    lay_out_tasks()
    lay_out_plans()
    lay_out_outcomes()
    lay_out_programme()


def lay_out_tasks() -> None:
    fact(
        "adhoc_task",
        sa.Column("kind", choice("taskkind", "advice", "requisition"), nullable=False),
        sa.Column(
            "status",
            choice("taskstatus", "new", "under-way", "solved", "cancelled"),
            nullable=False,
        ),
        number("actor_id", nullable=True),
        text("unit"),
        day("received_on", nullable=False),
        day("given_on"),
        day("accepted_on"),
        number("minutes", nullable=True),
        text("topic"),
        text("purpose"),
        text("outcome"),
        day("follow_up_on"),
        day("followed_up_on"),
        number("duplicate_of_id", nullable=True),
        number("converted_to_id", nullable=True),
        sa.CheckConstraint(
            "(actor_id IS NULL) = (unit <> '')", name=op.f("ck_adhoc_task_requester")
        ),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_adhoc_task_minutes")),
        sa.CheckConstraint("duplicate_of_id <> id", name=op.f("ck_adhoc_task_two")),
        sa.CheckConstraint(
            "kind = 'advice' OR (given_on IS NULL AND converted_to_id IS NULL)",
            name=op.f("ck_adhoc_task_advice"),
        ),
        sa.CheckConstraint(
            "kind = 'requisition' OR (accepted_on IS NULL AND purpose = '' AND outcome = ''"
            " AND follow_up_on IS NULL AND followed_up_on IS NULL)",
            name=op.f("ck_adhoc_task_requisition"),
        ),
        sa.CheckConstraint(
            "status <> 'solved' OR given_on IS NOT NULL OR accepted_on IS NOT NULL",
            name=op.f("ck_adhoc_task_solved"),
        ),
        refers("adhoc_task", "actor_id", "actor"),
        refers("adhoc_task", "duplicate_of_id", "adhoc_task"),
        refers("adhoc_task", "converted_to_id", "adhoc_task"),
    )
    days = ("received_on", "given_on", "accepted_on", "follow_up_on")
    find_by("adhoc_task", "actor_id", *days, "duplicate_of_id", "converted_to_id")
    op.create_table(
        "task_event",
        number("task_id"),
        number("event_id"),
        refers("task_event", "task_id", "adhoc_task"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_task_event_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("task_id", "event_id", name=op.f("pk_task_event")),
    )
    find_by("task_event", "event_id")


def lay_out_plans() -> None:
    kinds = choice("plankind", "comprehensive-plan", "urban-regeneration")
    fact(
        "plan",
        sa.Column("kind", kinds, nullable=False),
        text("title"),
        text("place"),
        day("ended_on"),
    )
    fact(
        "plan_activity",
        number("plan_id"),
        day("held_on", nullable=False),
        text("role"),
        refers("plan_activity", "plan_id", "plan"),
    )
    find_by("plan_activity", "plan_id", "held_on")


def lay_out_outcomes() -> None:
    kinds = choice("publicationkind", "report", "handbook", "article", "leaflet", "other")
    languages = choice("language", "da", "en", "ar", "tr", "ur", "so")
    fact(
        "publication",
        text("title"),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("state", choice("publicationstate", "draft", "published"), nullable=False),
        day("first_published_on"),
        number("edition_of_id", nullable=True),
        sa.Column("language", languages, nullable=True),
        sa.CheckConstraint(
            "state = 'draft' OR first_published_on IS NOT NULL",
            name=op.f("ck_publication_published"),
        ),
        sa.CheckConstraint("edition_of_id <> id", name=op.f("ck_publication_two")),
        refers("publication", "edition_of_id", "publication"),
    )
    find_by("publication", "first_published_on", "edition_of_id")
    states = choice("deliverablestatus", "planned", "under-way", "delivered", "dropped")
    fact(
        "deliverable",
        sa.Column(
            "kind",
            choice("deliverablekind", "project", "workshop-concept", "study"),
            nullable=False,
        ),
        text("title"),
        sa.Column("status", states, nullable=False),
        number("year"),
        text("place"),
    )
    find_by("deliverable", "year")


def lay_out_programme() -> None:
    fact(
        "staff_allocation",
        number("programme_year"),
        text("code"),
        text("title"),
        number("half_years"),
        sa.UniqueConstraint(
            "programme_year", "code", name=op.f("uq_staff_allocation_programme_year_code")
        ),
        sa.CheckConstraint("half_years >= 0", name=op.f("ck_staff_allocation_half_years")),
    )
    fact(
        "consultant_count",
        number("year"),
        number("consultants"),
        sa.UniqueConstraint("year", name=op.f("uq_consultant_count_year")),
        sa.CheckConstraint("consultants >= 0", name=op.f("ck_consultant_count_consultants")),
    )
    fact(
        "external_indicator",
        text("title"),
        text("source"),
        number("year"),
        text("period"),
        sa.Column("value", sa.String(40), nullable=False),
        text("unit"),
    )
    find_by("external_indicator", "year")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
