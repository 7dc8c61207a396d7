"""`eventsys account`: who can sign in, and tokens for scripts."""

import sys
from pathlib import Path

import click
from flask import Flask

from eventsys.cli.installation import instance_option, opened
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.errors import AccountExists
from eventsys.people.operations import add_account, issue_api_token
from eventsys.people.queries import find_account
from eventsys.people.rules import RoleName
from eventsys.registration.rules import read_email
from eventsys.web.account.passwords import (
    LONGEST_PASSPHRASE,
    SHORTEST_PASSPHRASE,
    PassphraseTooShort,
    hash_password,
)


@click.group("account")
def account() -> None:
    """Let people sign in, and scripts use the API."""


@account.command("add")
@click.argument("email")
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in RoleName]),
    multiple=True,
    required=True,
    help="What the account may do; may be given several times.",
)
@instance_option
def add(email: str, roles: tuple[str, ...], instance: Path | None) -> None:
    """Add an account; the passphrase is asked for, or read as one line from standard input."""
    address = read_email(email)
    if address is None:
        raise click.BadParameter(f"'{email}' is no e-mail address.", param_hint="EMAIL")
    with opened(instance) as app:
        if find_account(db.session(), address) is not None:
            raise click.ClickException(f"{address.lower()} has an account already.")
        password_hash = hashed(app, read_passphrase())
        try:
            with transaction() as session:
                names = [RoleName(role) for role in roles]
                add_account(session, address, password_hash, names, at=clock.now(), by=SYSTEM)
        except AccountExists as error:
            raise click.ClickException(f"{error.email} has an account already.") from error
    click.echo(f"{address.lower()} can sign in; the second factor is set up at the first sign-in.")


@account.command("token")
@click.argument("email")
@instance_option
def token(email: str, instance: Path | None) -> None:
    """Print a new API token of an account; it is told this once."""
    with opened(instance), transaction() as session:
        holder = find_account(session, email)
        if holder is None or not holder.active:
            raise click.ClickException(f"{email} has no account that can sign in.")
        made = issue_api_token(session, holder, at=clock.now(), by=SYSTEM)
    click.echo(made)


def read_passphrase() -> str:
    """Ask for a passphrase, twice, or read one line where standard input is no terminal."""
    if sys.stdin.isatty():
        passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
    else:
        passphrase = sys.stdin.readline().rstrip("\r\n")
    return str(passphrase)


def hashed(app: Flask, passphrase: str) -> str:
    """Hash a passphrase that is neither too short nor too long."""
    refusal = click.ClickException(
        f"The passphrase must have {SHORTEST_PASSPHRASE} to {LONGEST_PASSPHRASE} characters."
    )
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise refusal
    try:
        return hash_password(app, passphrase)
    except PassphraseTooShort as error:
        raise refusal from error
