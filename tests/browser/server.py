"""The real server, as `eventsys serve` starts it, for tests that need a browser or SIGKILL."""

import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from werkzeug.serving import make_server

from eventsys import create_app
from eventsys.cli import commands
from eventsys.core.settings import Settings
from tests.settings import make_settings

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_IN_SECONDS = 20
SERVE = [sys.executable, "-c", "from eventsys.cli import main; main()", "serve"]
PLAIN = [sys.executable, "-m", "flask", "--app", "eventsys:create_app", "run"]


@dataclass(frozen=True)
class LiveServer:
    """A server that runs in a process of its own."""

    url: str
    settings: Settings
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it as a loss of power would."""
        self.process.kill()
        self.process.wait()


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(settings: Settings) -> Iterator[LiveServer]:
    """Serve an installation at the port that its base address names, until the block ends."""
    port = settings.base_url.rpartition(":")[2]
    log = settings.instance / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*(SERVE if "serve" in commands.commands else PLAIN), "--port", port],
            cwd=ROOT,
            env=os.environ | environment_of(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
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


@contextmanager
def serving_pages(folder: Path, *, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve the pages that need no database, from a thread of the tests; gives their address."""
    address = f"http://{host}:{free_port()}"
    settings = make_settings(folder / "instance", f"sqlite:///{folder}/none", base_url=address)
    port = int(address.rpartition(":")[2])
    server = make_server("127.0.0.1", port, create_app(settings), threaded=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def environment_of(settings: Settings) -> dict[str, str]:
    """Write settings as the environment of a process."""
    return {
        "EVENTSYS_BASE_URL": settings.base_url,
        "EVENTSYS_DATABASE_URL": settings.database_url,
        "EVENTSYS_INSTANCE": str(settings.instance),
        "EVENTSYS_SECRET_KEY": settings.secret_key,
        "EVENTSYS_PASSWORD_PEPPER": settings.password_pepper,
        "EVENTSYS_TESTING": "1",
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
