"""`eventsys device`: phones at the gate."""

from pathlib import Path

import click

from eventsys.checkin.devices.operations import invite_device
from eventsys.checkin.errors import GateNotFound
from eventsys.checkin.rules import DeviceRole
from eventsys.cli.installation import instance_option, opened
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.errors import EventNotFound
from eventsys.events.queries import get_event


@click.group("device")
def device() -> None:
    """Pair phones with an event."""


@device.command("pair")
@click.argument("slug")
@click.option("--gate", metavar="NAME", help="The gate where the phone is used.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in DeviceRole]),
    default=DeviceRole.SCAN.value,
    show_default=True,
    help="What the phone is used for.",
)
@instance_option
def pair(slug: str, gate: str | None, role: str, instance: Path | None) -> None:
    """Print a pairing code: one use, ten minutes."""
    with opened(instance):
        click.echo(pairing_code(slug, gate, DeviceRole(role)))


def pairing_code(slug: str, gate: str | None, role: DeviceRole) -> str:
    """Invite a phone to an event."""
    try:
        with transaction() as session:
            event = get_event(session, slug)
            return invite_device(session, event, gate, role, at=clock.now(), by=SYSTEM)
    except EventNotFound as error:
        raise click.ClickException(f"There is no event '{error.slug}'.") from error
    except GateNotFound as error:
        raise click.ClickException(f"The event has no gate '{error.name}'.") from error
