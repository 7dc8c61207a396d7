"""The `eventsys` command, the top floor: what people do to an installation from a terminal."""

import sys
from collections.abc import Sequence

import click
from sqlalchemy.exc import SQLAlchemyError

from eventsys.cli.accounts import account
from eventsys.cli.database import database
from eventsys.cli.demo import demo
from eventsys.cli.devices import device
from eventsys.cli.doctor import doctor
from eventsys.cli.report import report
from eventsys.cli.seasons import bring_in, take_out
from eventsys.cli.serve import serve
from eventsys.cli.worker import worker
from eventsys.core.errors import Busy, WrongSetting

WRONG_SETTING = 2
REFUSED = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Announce events, take registrations, check people in and count who came."""


for command in (
    *(demo, serve, worker, database, account, device),
    *(report, take_out, bring_in, doctor),
):
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command, by default the one of the terminal.

    What it cannot do is one clear line and a status, never a traceback.
    """
    try:
        commands(arguments, prog_name="eventsys")
    except WrongSetting as error:
        fail(str(error), WRONG_SETTING)
    except Busy:
        fail("The database gave no turn to write. Try again in a moment.", REFUSED)
    except SQLAlchemyError as error:
        fail(f"The database cannot be used: {first_line(error)}", REFUSED)


def first_line(error: Exception) -> str:
    """Give the first line of what a driver says."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


def fail(message: str, status: int) -> None:
    """Say what is wrong and end."""
    click.echo(f"eventsys: {message}", err=True)
    sys.exit(status)
