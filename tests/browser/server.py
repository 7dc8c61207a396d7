"""The real server, as `eventsys serve` starts it, for tests that need a browser or SIGKILL."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
from flask import Flask
from werkzeug.serving import make_server

from eventsys import create_app
from eventsys.core.db import db
from eventsys.core.settings import Settings
from tests.client import COMPILED
from tests.settings import make_settings

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_IN_SECONDS = 120
CLOSES_WITHIN_SECONDS = 0.05
SERVE = [sys.executable, "-c", "from eventsys.cli import main; main()", "serve"]


@dataclass(frozen=True)
class LiveServer:
    """A server that runs in a process of its own."""

    url: str
    settings: Settings
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it and its children at once, as SIGKILL does, and wait until none of them lives."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        deadline = time.monotonic() + PATIENCE_IN_SECONDS
        while is_any_alive(self.process.pid):
            assert time.monotonic() < deadline, "a child of the server outlives SIGKILL"
            time.sleep(0.01)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def is_any_alive(group: int) -> bool:
    """Tell whether a process of a group still runs; one that only waits to be buried does not."""
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                return True
    return False


@contextmanager
def serving(settings: Settings, program: Sequence[str] | None = None) -> Iterator[LiveServer]:
    """Serve an installation at the port that its base address names, until the block ends."""
    port = settings.base_url.rpartition(":")[2]
    log = settings.instance / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*(program or SERVE), "--port", port],
            cwd=ROOT,
            env=os.environ | environment_of(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
    server = LiveServer(settings.base_url, settings, process, log)
    try:
        wait_for_answer(f"{server.url}/healthz", process, log)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()


@dataclass(frozen=True)
class QuickServer:
    """The application in a thread of the tests."""

    url: str
    settings: Settings


@contextmanager
def serving_here(app: Flask) -> Iterator[str]:
    """Serve an application at the address its settings name, from a thread of the tests.

    There is no worker, and what only the real server does is not tried; it starts at once.
    """
    address: str = app.config["BASE_URL"]
    port = int(address.rpartition(":")[2])
    app.jinja_env.bytecode_cache = COMPILED
    server = make_server("127.0.0.1", port, app, threaded=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    thread = threading.Thread(target=server.serve_forever, args=[CLOSES_WITHIN_SECONDS])
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


@contextmanager
def serving_pages(folder: Path, *, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve the pages that need no database; gives their address."""
    address = f"http://{host}:{free_port()}"
    settings = make_settings(folder / "instance", f"sqlite:///{folder}/none", base_url=address)
    with serving_here(create_app(settings)) as url:
        yield url


def environment_of(settings: Settings) -> dict[str, str]:
    """Write settings as the environment of a process."""
    return {
        "EVENTSYS_BASE_URL": settings.base_url,
        "EVENTSYS_DATABASE_URL": settings.database_url,
        "EVENTSYS_INSTANCE": str(settings.instance),
        "EVENTSYS_SECRET_KEY": settings.secret_key,
        "EVENTSYS_PASSWORD_PEPPER": settings.password_pepper,
        "EVENTSYS_TRUSTED_PROXIES": str(settings.trusted_proxies),
        "EVENTSYS_TESTING": "1",
        "EVENTSYS_FAILPOINT": settings.failpoint or "",
    }


def wait_for_answer(url: str, process: subprocess.Popen[bytes], log: Path | None = None) -> None:
    """Wait until a server answers; its own words are the message where it does not."""
    deadline = time.monotonic() + PATIENCE_IN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 -- our own words
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"The server does not answer:\n{log.read_text() if log else url}")
