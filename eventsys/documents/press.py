"""The child process that makes PDFs and pictures: it starts when asked, ends when idle.

The server never loads the typesetter: a page's fonts and pages would stay in its memory.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from eventsys.documents.errors import PressFailed

CHECKOUT = Path(__file__).resolve().parents[2]
TYPESETTER = "eventsys.documents.typesetter"
DONE = b"+"
LOOK_SECONDS = 1.0


class Press:
    """Hands one job at a time to the child process; any thread may ask."""

    def __init__(
        self,
        *,
        idle_seconds: float = 60,
        limit_seconds: float = 60,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self.idle_seconds = idle_seconds
        self.limit_seconds = limit_seconds
        self.is_wanted = is_wanted
        self.turn = threading.Lock()
        self.child: subprocess.Popen[bytes] | None = None
        self.line: Connection | None = None

    def make(self, template: str, job: Mapping[str, Any]) -> bytes:
        """Make a PDF from one of our templates; raise `PressFailed` where that is not possible."""
        return self.hand_over({"template": template, "job": job})

    def draw(self, template: str, job: Mapping[str, Any]) -> bytes:
        """Draw one of our templates as a picture (PNG); raise `PressFailed` as for a PDF."""
        return self.hand_over({"template": template, "job": job, "is_picture": True})

    def prepare(self, papers: list[Any]) -> list[Any]:
        """Make text printable and draw each QR, for a part of a job; raise `PressFailed`."""
        prepared: list[Any] = json.loads(self.hand_over({"template": None, "job": papers}))
        return prepared

    def hand_over(self, order: Mapping[str, Any]) -> bytes:
        """Have one order done, in turn."""
        message = json.dumps(order).encode()
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
        try:
            self.wait(line)
        except BaseException:
            self.stop()  # its answer, which comes too late, is nobody's
            raise
        answer = line.recv_bytes()
        if answer[:1] != DONE:
            raise PressFailed(answer[1:].decode())
        return answer[1:]

    def wait(self, line: Connection) -> None:
        """Wait for the answer as long as it may take and is wanted; raise `PressFailed`."""
        until = time.monotonic() + self.limit_seconds
        while not line.poll(min(LOOK_SECONDS, max(until - time.monotonic(), 0))):
            if time.monotonic() >= until:
                raise PressFailed("too slow")
            if not self.is_wanted():
                raise PressFailed("unwanted")

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
