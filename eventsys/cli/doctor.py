"""`eventsys doctor`: tries each part and says what is well and what is not."""

from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from eventsys.cli.checks import CHECKS, Finding, Level, Patient, failing
from eventsys.cli.installation import instance_option, made
from eventsys.cli.provider_check import check_provider
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.errors import Busy, WrongSetting

FAILED = 1


@click.command("doctor")
@instance_option
def doctor(instance: Path | None) -> None:
    """Try each part of the installation; the status is 1 where one fails."""
    has_failed = False
    for finding in findings(instance):
        click.echo(f"{finding.level:<4}  {finding.part:<14}  {finding.text}")
        has_failed = has_failed or finding.level is Level.FAIL
    if has_failed:
        raise SystemExit(FAILED)


def findings(instance: Path | None) -> Iterator[Finding]:
    """Try each part in turn; one that cannot be tried has failed, and the rest are tried."""
    try:
        with made(instance) as app:
            settings = app.config["SETTINGS"]
            yield Finding(Level.OK, "settings", f"{settings.base_url}, {settings.instance}")
            for part, check in (CHECKS | {"provider": check_provider}).items():
                db.session.rollback()
                patient = Patient(settings, db.session(), clock.now())
                try:
                    yield check(patient).of(part)
                except (SQLAlchemyError, Busy, OSError) as error:
                    yield failing(error).of(part)
    except WrongSetting as error:
        yield Finding(Level.FAIL, "settings", str(error))
