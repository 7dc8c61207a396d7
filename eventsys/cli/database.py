"""`eventsys db`: the tables of the database, and a backup that was put back."""

from pathlib import Path

import click

from eventsys.cli import schema
from eventsys.cli.installation import instance_option, made, opened
from eventsys.cli.restored import settle_restored


@click.group("db")
def database() -> None:
    """Bring the database's tables up to date, and a backup back into use."""


@database.command("upgrade")
@instance_option
def upgrade(instance: Path | None) -> None:
    """Run the migrations that are missing; harmless when none are."""
    with made(instance):
        was_up_to_date = schema.is_up_to_date()
        schema.upgrade()
    click.echo("The database was up to date." if was_up_to_date else "The database is up to date.")


@database.command("restored")
@instance_option
def restored(instance: Path | None) -> None:
    """Say that a backup was put back in the place of the database.

    Run it before the server. Nothing leaves then until an organiser lets it go on, and the audit
    log goes on where the backup ends.
    """
    with opened(instance) as app:
        lines = settle_restored(app.config["SETTINGS"].instance)
    click.echo("\n".join(lines))
