"""Opening an installation from a terminal: its settings, its application, its database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import Flask

from eventsys import create_app
from eventsys.cli.schema import is_up_to_date
from eventsys.core.db import db
from eventsys.core.settings import load_settings

Command = TypeVar("Command", bound=Callable[..., Any])
PORT = 8000

instance_option = click.option(
    "--instance",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The installation's folder.  [default: EVENTSYS_INSTANCE, else instance]",
)
port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    metavar="N",
    help="The port of http://127.0.0.1.",
)


@contextmanager
def opened(instance: Path | None, *, port: int = PORT) -> Iterator[Flask]:
    """Open an installation whose database is up to date, and push its application's context."""
    with made(instance, port=port) as app:
        require_tables()
        yield app


@contextmanager
def made(instance: Path | None, *, port: int = PORT) -> Iterator[Flask]:
    """Put an installation's application together and push its context; leave nothing open."""
    app = create_app(load_settings(instance=instance, port=port))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def require_tables() -> None:
    """Refuse to work on a database that is not up to date."""
    if not is_up_to_date():
        raise click.ClickException(
            "The database is not up to date: run 'eventsys db upgrade' first "
            "('eventsys demo' sets up a demonstration)."
        )
