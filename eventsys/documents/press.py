"""The child process that makes PDFs, as the server sees it: it starts when asked, ends when idle.

The server never loads the typesetter: a page's fonts and pages would stay in its memory.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from eventsys.documents.errors import PressFailed

CHECKOUT = Path(__file__).resolve().parents[2]
TYPESETTER = "eventsys.documents.typesetter"
DONE = b"+"


class Press:
    """Hands one job at a time to the child process; any thread may ask."""

    def __init__(self, *, idle_seconds: float = 60, limit_seconds: float = 60) -> None:
        self.idle_seconds = idle_seconds
        self.limit_seconds = limit_seconds
        self.turn = threading.Lock()
        self.child: subprocess.Popen[bytes] | None = None
        self.line: Connection | None = None

    def make(self, template: str, job: Mapping[str, Any]) -> bytes:
        """Make a PDF from one of our templates; raise `PressFailed` where that is not possible."""
        message = json.dumps({"template": template, "job": job}).encode()
        if not self.turn.acquire(timeout=self.limit_seconds):
            raise PressFailed("busy")
        try:
            return self.ask_twice(message)
        finally:
            self.turn.release()

    def ask_twice(self, message: bytes) -> bytes:
        """Ask, and ask a fresh child where the first was gone or died over it."""
        try:
            return self.ask(message)
        except (EOFError, OSError):
            self.stop()
        try:
            return self.ask(message)
        except (EOFError, OSError) as error:
            self.stop()
            raise PressFailed("died") from error

    def ask(self, message: bytes) -> bytes:
        """Send a job to the child and take its answer within the time limit."""
        line = self.line or self.start()
        line.send_bytes(message)
        if not line.poll(self.limit_seconds):
            self.stop()
            raise PressFailed("too slow")
        answer = line.recv_bytes()
        if answer[:1] != DONE:
            raise PressFailed(answer[1:].decode())
        return answer[1:]

    def start(self) -> Connection:
        """Start the child with a line to it, and without our secrets in its environment."""
        ours, theirs = Pipe()
        with theirs:
            descriptor = theirs.fileno()
            self.child = subprocess.Popen(  # noqa: S603 -- our own module
                [sys.executable, "-m", TYPESETTER, str(descriptor), str(self.idle_seconds)],
                cwd=CHECKOUT,
                env={"RAYON_NUM_THREADS": "1", "PYTHONUTF8": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # what goes wrong there may quote a name
                pass_fds=[descriptor],
            )
        threading.Thread(target=self.child.wait, name="press", daemon=True).start()
        self.line = ours
        return ours

    def stop(self) -> None:
        """End the child; the next job starts another."""
        if self.line is not None:
            self.line.close()
            self.line = None
        if self.child is not None:
            self.child.kill()
            self.child = None


press = Press()
