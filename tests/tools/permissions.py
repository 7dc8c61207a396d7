"""Write docs/permissions.md anew: who may call what, found out by trying."""

from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate

from eventsys import create_app
from eventsys.core.db import db
from tests.permissions import document
from tests.settings import make_settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


def main() -> None:
    """Try everything in an installation that is thrown away, and write down what came of it."""
    with TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/permissions.sqlite"
        app = create_app(make_settings(Path(folder) / "instance", database))
        with app.app_context():
            flask_migrate.upgrade()
        PAGE.write_text(document(app), encoding="utf-8")
        with app.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    main()
