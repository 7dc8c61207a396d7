"""`eventsys serve`: the web server, and on SQLite the worker as a thread in it."""

import ctypes
import gc
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

from eventsys import create_app
from eventsys.cli.installation import instance_option, opened, port_option
from eventsys.cli.worker import is_sqlite, start_thread
from eventsys.core.db import db
from eventsys.core.settings import Settings
from eventsys.people.queries import has_demonstration_account
from eventsys.web.common.log import set_up_logging

HOST = "127.0.0.1"
THREADS = 64  # a sender that is slow holds one; they are begun when needed and end when idle
SECONDS_TO_FINISH = 10
DIE_WITH_PARENT = 1

host_option = click.option(
    "--host", default=HOST, show_default=True, help="The address to listen at."
)


@click.command("serve")
@port_option
@host_option
@instance_option
def serve(port: int, host: str, instance: Path | None) -> None:
    """Serve the installation until interrupted."""
    with opened(instance, port=port) as app:
        settings: Settings = app.config["SETTINGS"]
        refuse_demonstration(settings)
    run_server(settings, host, port)


def refuse_demonstration(settings: Settings) -> None:
    """Refuse to show the demonstration's account, which has no second factor, to the world."""
    if settings.is_https and has_demonstration_account(db.session()):
        raise click.ClickException(
            "The demonstration's account can sign in without a second factor; it must not be "
            "served at an https address. Use an installation of your own."
        )


def run_server(settings: Settings, host: str, port: int) -> None:
    """Run granian until SIGINT or SIGTERM; requests begun are finished."""
    refuse_taken_port(host, port)
    server = server_at(host, port)
    server.serve(target_loader=partial(load, settings), wrap_loader=False)


def server_at(host: str, port: int) -> AbstractServer[Any]:
    """Set the web server up; the benchmarks' empty route runs under the same."""
    return Granian(
        "eventsys",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )


def load(settings: Settings) -> Flask:
    """Make the application in the process that serves."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    set_up_logging()
    app = create_app(settings)
    with app.app_context():
        if is_sqlite():
            start_thread(app)
    gc.collect()
    gc.freeze()  # what is loaded stays: looking through it again and again halts all for 80 ms
    return app


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse to start where another program listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen at {host}, port {port}: {error.strerror}. Try another --port."
            ) from error
