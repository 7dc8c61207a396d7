"""Whether the database's tables are those that the program expects."""

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from eventsys.core.db import db


def is_up_to_date() -> bool:
    """Tell whether every migration has been run on the database."""
    folder = current_app.extensions["migrate"].directory
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
    return set(present) == set(ScriptDirectory(folder).get_heads())


def upgrade() -> None:
    """Run the migrations that are missing."""
    flask_migrate.upgrade()
