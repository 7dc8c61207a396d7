"""The worker's rounds of survey waves: each is kept and mixed in a transaction of its own."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventsys.core.db import db, write
from eventsys.evaluation.responses.mixing.operations import mix
from eventsys.evaluation.responses.mixing.queries import list_unmixed
from eventsys.evaluation.waves.invites.operations import keep_wave
from eventsys.evaluation.waves.queries import list_open_waves


def keep_waves(at: datetime) -> int:
    """Open the waves whose time has come, and keep the invitations of those that are open."""
    with Session(db.engine) as session:
        waves = list_open_waves(session, at)
    for wave_id in waves:
        write(partial(keep_wave, wave_id=wave_id, at=at))
    return 0


def mix_waves(at: datetime) -> int:
    """Mix the responses of waves in which something came, and leave no older copy of them about."""
    with Session(db.engine) as session:
        waves = list_unmixed(session, at)
    for wave_id in waves:
        write(partial(mix, wave_id=wave_id))
    if waves and db.engine.dialect.name == "sqlite":
        empty_journal()
    return 0


def empty_journal() -> None:
    """Have SQLite copy its journal into the database and cut it; whoever reads now keeps it."""
    with suppress(OperationalError), db.engine.connect() as connection:
        connection.execution_options(asks_once=True)
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
