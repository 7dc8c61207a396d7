"""`eventsys worker`: sends messages and news; on SQLite `serve` does it, in threads of its own."""

import signal
import threading
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import click
from flask import Flask

from eventsys.cli.installation import instance_option, opened
from eventsys.core.db import Session, db, write
from eventsys.core.failpoint import Failpoint
from eventsys.core.settings import Settings
from eventsys.exchange.imports.operations import drop_old_drafts
from eventsys.exchange.imports.queries import has_old_drafts
from eventsys.exchange.webhooks.courier.courier import Courier
from eventsys.exchange.work.clerk import Clerk
from eventsys.messages.bounces.mailbox import mailbox_of
from eventsys.messages.post import post_of
from eventsys.messages.rounds import Rounds
from eventsys.messages.texts.post import texts_of
from eventsys.messages.worker import Worker
from eventsys.web.common.letters import scribe_of
from eventsys.web.common.log import set_up_logging
from eventsys.web.organiser.work.printing import word_papers

BETWEEN_FORGETTINGS = timedelta(minutes=10)


@click.command("worker")
@instance_option
def worker(instance: Path | None) -> None:
    """Send messages until interrupted; for PostgreSQL, beside one or more servers."""
    stop = threading.Event()
    with opened(instance) as app:
        if is_sqlite():
            raise click.ClickException(
                "On SQLite one process writes: 'eventsys serve' sends the messages too."
            )
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        set_up_logging()
        start_courier(app, stop)
        start_clerk(app, stop)
        worker_of(app.config["SETTINGS"]).run(stop)


def start_thread(app: Flask) -> None:
    """Let the worker do its work in a thread of this process; it may end at any moment."""

    def work() -> None:
        with app.app_context():
            worker_of(app.config["SETTINGS"]).run(threading.Event())

    threading.Thread(target=work, name="worker", daemon=True).start()
    start_courier(app, threading.Event())
    start_clerk(app, threading.Event())


def start_courier(app: Flask, stop: threading.Event) -> None:
    """Let the courier bring news to other programs in a thread of its own.

    A receiver that is slow keeps no mail waiting; the thread may end at any moment.
    """
    courier = Courier(failpoint=Failpoint(app.config["SETTINGS"].failpoint))

    def work() -> None:
        with app.app_context():
            courier.run(stop)

    threading.Thread(target=work, name="courier", daemon=True).start()


def start_clerk(app: Flask, stop: threading.Event) -> None:
    """Let the clerk do long work in a thread of its own: a print run keeps no mail waiting."""
    clerk = Clerk(word_papers, failpoint=Failpoint(app.config["SETTINGS"].failpoint))

    def work() -> None:
        with app.app_context():
            clerk.run(stop)

    threading.Thread(target=work, name="clerk", daemon=True).start()


def worker_of(settings: Settings) -> Worker:
    """Put the worker together."""
    failpoint = Failpoint(settings.failpoint)
    return Worker(
        scribe=scribe_of(settings),
        post=post_of(settings),
        texts=texts_of(settings),
        rounds=Rounds(
            settings.base_url,
            mailbox=mailbox_of(settings),
            instance=settings.instance,
            others=[("drafts", BETWEEN_FORGETTINGS, forget_drafts)],
            failpoint=failpoint,
        ),
        failpoint=failpoint,
    )


def forget_drafts(at: datetime) -> int:
    """Forget lists that nobody saved within a day; nothing is written where there is none."""
    with Session(db.engine) as session:
        is_needed = has_old_drafts(session, at=at)
    return write(partial(drop_old_drafts, at=at)) if is_needed else 0


def is_sqlite() -> bool:
    """Tell whether the application's database is SQLite."""
    return db.engine.dialect.name == "sqlite"
