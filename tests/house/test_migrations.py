"""The migrations go up and down on both databases and make what the models describe."""

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, create_engine, inspect

from eventsys import create_app
from eventsys.core.db import Model, db, transaction
from eventsys.core.outbox import Notice
from eventsys.registration.models import Participant, Registration, Ticket
from tests.factories import make_event, make_registration
from tests.settings import make_settings


@pytest.fixture
def empty_url(databases, both_databases):
    url = databases.make_empty()
    yield url
    databases.drop(url)


@pytest.fixture
def empty_app(empty_url, tmp_path):
    app = create_app(make_settings(tmp_path / "instance", empty_url))
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture
def look(empty_url):
    """Look at the database from outside the application."""
    engine = create_engine(empty_url)
    yield engine
    engine.dispose()


def differences(connection):
    """List what autogenerate would still write."""
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return compare_metadata(context, Model.metadata)


def constraints_of(connection):
    """List the constraints by table, for what autogenerate does not compare."""
    inspector = inspect(connection)
    return {
        table: sorted(str(check["name"]) for check in inspector.get_check_constraints(table))
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def expected_constraints():
    return {
        name: sorted(
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint)
        )
        for name, table in Model.metadata.tables.items()
    }


@pytest.mark.usefixtures("empty_app")
def test_up_makes_what_the_models_describe(look):
    flask_migrate.upgrade()
    with look.connect() as connection:
        assert differences(connection) == []
        assert constraints_of(connection) == expected_constraints()


@pytest.mark.usefixtures("empty_app")
def test_down_leaves_nothing_and_up_works_again(look):
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    assert inspect(look).get_table_names() == ["alembic_version"]
    flask_migrate.upgrade()
    assert set(inspect(look).get_table_names()) == {*Model.metadata.tables, "alembic_version"}


EARLIER = (
    (
        "INSERT INTO event (id, slug, kind, status, visibility, attends, audience, zone,"
        " takes_registrations, reentry, unknown_tickets, roster_salt, created_at, revised_at)"
        " VALUES (1, 'fest', 'public', 'published', 'all', 'all', 'families', 'Europe/Copenhagen',"
        " true, true, 'amber', '', '2026-01-01', '2026-01-01')"
    ),
    (
        "INSERT INTO registration (id, public_id, reference, event_id, language, source,"
        " contact_channel, link_version, revision, registered_by, created_at)"
        " VALUES (7, 'a', 'B', 1, 'da', 'web', 'email', 1, 1, 'visitor', '2026-01-01')"
    ),
    (
        "INSERT INTO notice (id, kind, subject_id, revision, created_at)"
        " VALUES (3, 'registered', 7, 1, '2026-01-01')"
    ),
    (
        "INSERT INTO outbox_message (notice_id, kind, subject_id, revision, recipient, channel,"
        " message_id, state, tries, created_at, due_at)"
        " VALUES (3, 'registered', 7, 1, 'a@b.dk', 'email', '<1>', 'sent', 1, '2026-01-01',"
        " '2026-01-01')"
    ),
)


@pytest.mark.usefixtures("empty_app")
def test_what_was_stored_before_an_upgrade_is_kept(look):
    flask_migrate.upgrade(revision="0001")
    with look.begin() as connection:
        for row in EARLIER:
            connection.exec_driver_sql(row)
    flask_migrate.upgrade()
    with look.connect() as connection:
        message = "SELECT notice_id, registration_id, event_id, state FROM outbox_message"
        assert tuple(connection.exec_driver_sql(message).one()) == (3, 7, 1, "sent")
        assert connection.exec_driver_sql("SELECT slug FROM event").scalar_one() == "fest"


@pytest.mark.usefixtures("empty_app")
def test_tables_that_are_made_anew_keep_their_rows():
    flask_migrate.upgrade()
    with transaction() as session:
        make_registration(session, make_event(session), "Amina", "Bo")
    before = counted()
    flask_migrate.downgrade(revision="0001")
    flask_migrate.upgrade()
    assert counted() == before


def counted():
    """Count the rows of the tables that each registration has a part in."""
    tables = (Registration, Participant, Ticket, Notice)
    numbers = [db.session.query(table).count() for table in tables]
    db.session.remove()  # a reader would hold the migration up
    return numbers


def test_every_constraint_has_a_name():
    nameless = [
        f"{table.name}: {constraint}"
        for table in Model.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []
