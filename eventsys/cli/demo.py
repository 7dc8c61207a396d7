"""`eventsys demo`: an installation to try things with."""

import secrets
from pathlib import Path

import click
from flask import Flask

from eventsys.cli import schema
from eventsys.cli.demonstration.prepare import Size, prepare
from eventsys.cli.demonstration.season.adding import add_season
from eventsys.cli.installation import instance_option, made, port_option
from eventsys.cli.serve import HOST, run_server
from eventsys.core import clock
from eventsys.core.codes import SHORT
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.settings import Settings, named_instance, write_missing_secrets
from eventsys.people.operations import add_account
from eventsys.people.queries import find_account
from eventsys.people.rules import RoleName
from eventsys.web.account.passwords import hash_password

ORGANISER = "organiser@example.org"
EVENTS = 30
TICKETS = 240
GROUPS = 4
WHOLE = 1.0  # nobody else can use a database that has no tables yet
SHARED = 0.03


@click.command("demo")
@port_option
@click.option("--no-serve", is_flag=True, help="Prepare only.")
@click.option(
    "--tickets",
    type=click.IntRange(0),
    default=TICKETS,
    show_default=True,
    metavar="N",
    help="Tickets of International Dag.",
)
@click.option("--events", type=click.IntRange(4), default=EVENTS, show_default=True, metavar="N")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same data."
)
@instance_option
def demo(
    port: int, tickets: int, events: int, seed: int, instance: Path | None, *, no_serve: bool
) -> None:
    """Prepare the demonstration and serve it; harmless when repeated."""
    write_missing_secrets(instance or named_instance())
    with made(instance, port=port) as app:
        settings: Settings = app.config["SETTINGS"]
        refuse_https(settings)
        click.echo("Preparing the demonstration.", err=True)
        is_new = not schema.is_up_to_date()
        schema.upgrade()
        size = Size(tickets=tickets, events=events, seed=seed)
        slice_seconds = WHOLE if is_new else SHARED
        prepare(size, at=clock.now(), slice_seconds=slice_seconds)
        add_season(at=clock.now(), slice_seconds=slice_seconds)
        password = add_organiser(app)
    tell(settings, password)
    if not no_serve:
        run_server(settings, HOST, port)


def refuse_https(settings: Settings) -> None:
    """Refuse to make an account without a second factor where the world could use it."""
    if settings.is_https:
        raise click.ClickException(
            "The demonstration is for http addresses only: its account has no second factor."
        )


def add_organiser(app: Flask) -> str | None:
    """Make the demonstration's one account; None where it is there, its password told before."""
    if find_account(db.session(), ORGANISER) is not None:
        return None
    password = new_password()
    password_hash = hash_password(app, password)
    with transaction() as session:
        roles = [RoleName.ORGANISER, RoleName.ADMINISTRATOR]
        account = add_account(session, ORGANISER, password_hash, roles, at=clock.now(), by=SYSTEM)
        account.is_demonstration = True
    return password


def new_password() -> str:
    """Make a password that can be read aloud."""
    groups = ("".join(secrets.choice(SHORT) for _ in range(GROUPS)) for _ in range(GROUPS))
    return "-".join(groups)


def tell(settings: Settings, password: str | None) -> None:
    """Say where to look and how to sign in."""
    click.echo(f"The demonstration is ready in {settings.instance}.")
    click.echo(f"  Citizens     {settings.base_url}/da/")
    click.echo(f"  Organisers   {settings.base_url}/organiser/")
    click.echo(f"  Volunteers   {settings.base_url}/scan/ and {settings.base_url}/count/")
    click.echo(f"Sign in as {ORGANISER}")
    if password is None:
        click.echo("with the password that was printed the first time. A new account is made by")
        click.echo("  eventsys account add YOU@EXAMPLE.ORG --role organiser")
    else:
        click.echo(f"with the password {password} (it is printed this once).")
