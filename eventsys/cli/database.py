"""`eventsys db`: the tables of the database."""

from pathlib import Path

import click

from eventsys.cli import schema
from eventsys.cli.installation import instance_option, made


@click.group("db")
def database() -> None:
    """Bring the database's tables up to date."""


@database.command("upgrade")
@instance_option
def upgrade(instance: Path | None) -> None:
    """Run the migrations that are missing; harmless when none are."""
    with made(instance):
        was_up_to_date = schema.is_up_to_date()
        schema.upgrade()
    click.echo("The database was up to date." if was_up_to_date else "The database is up to date.")
