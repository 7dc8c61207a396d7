"""The `eventsys` command."""

import sys

import click

from eventsys.core.settings import WrongSetting


@click.group()
def commands() -> None:
    """Announce events, take registrations, check people in and count who came."""


def main() -> None:
    """Run a command; a wrong setting is one clear line."""
    try:
        commands()
    except WrongSetting as error:
        click.echo(f"eventsys: {error}", err=True)
        sys.exit(2)
