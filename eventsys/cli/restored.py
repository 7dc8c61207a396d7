"""What is to be done when a backup was put back in the place of the database, before it is used."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from eventsys.core import clock
from eventsys.core.audit import record
from eventsys.core.audit_anchor import lay_aside, read_anchor, write_anchor
from eventsys.core.audit_chain import Anchor, examine, find_tip, holds, seal_entries
from eventsys.core.db import Session, db, write
from eventsys.core.hold import SendingHold, hold_sending
from eventsys.core.principal import SYSTEM
from eventsys.messages.operations import doubt_underway


def settle_restored(instance: Path) -> Sequence[str]:
    """Let nothing leave, and let the log begin anew where the backup ends; tell what was done.

    Refuse where a link does not fit: no backup that was put back comes to that.
    """
    anchor = read_anchor(instance)
    with Session(db.engine) as session:
        broken = examine(session).broken
        lacks = not holds(session, anchor)
    if broken is not None:
        raise click.ClickException(
            f"Link {broken} of the audit log does not fit. No backup that was put back comes to "
            "that: see 'eventsys doctor'."
        )
    doubtful = write(partial(hold_all, lost=anchor.number if lacks else None))
    while write(seal_entries):
        pass
    done = [
        (
            "Nothing leaves, neither messages nor news for other programs, until an organiser "
            "lets it go on: the page 'Messages' of any event."
        ),
        f"Messages that may have left, or not: {doubtful}.",
    ]
    return [*done, *anchor_anew(instance, anchor)] if lacks else done


def hold_all(session: Session, *, lost: int | None) -> int:
    """Hold all sending and write down why; count the messages that may have left."""
    at = clock.now()
    doubtful = doubt_underway(session)
    hold_sending(session, at=at, by=SYSTEM)
    details = {"lost link": lost, "uncertain messages": doubtful}
    record(session, "put back", session.get_one(SendingHold, 1), details, at=at, by=SYSTEM)
    return doubtful


def anchor_anew(instance: Path, former: Anchor) -> Sequence[str]:
    """Write down the newest link that there is; the former one is kept beside it."""
    kept = lay_aside(instance, former)
    with Session(db.engine) as session:
        tip = find_tip(session)
    write_anchor(instance, tip)
    return [
        (
            f"The audit log goes on after link {tip.number}; it had come to {former.number}, as "
            f"{kept.name} says."
        )
    ]
