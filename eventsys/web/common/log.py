"""One line of JSON for each request: the route's pattern, never the path; nobody's data."""

import json
import logging
import threading
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from traceback import format_tb
from typing import TextIO

from flask import Flask, Response, g, request

SECONDS_BETWEEN_WRITES = 0.1

requests_log = logging.getLogger("eventsys.requests")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON, whatever its text holds."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["trace"] = trace_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


class GatheringHandler(logging.StreamHandler[TextIO]):
    """Gathers lines and writes them ten times a second; warnings and worse at once.

    To write each by itself would cost a request a tenth of its time.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.has_lines = threading.Event()
        self.writer: threading.Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line in; logging holds this handler's lock meanwhile."""
        self.lines.append(self.format(record))
        if record.levelno >= logging.WARNING:
            self.flush()
        elif self.writer is None:
            self.writer = threading.Thread(target=self.write_now_and_then, daemon=True)
            self.writer.start()
        self.has_lines.set()

    def write_now_and_then(self) -> None:
        """Write what was gathered, for ever."""
        while self.has_lines.wait():
            time.sleep(SECONDS_BETWEEN_WRITES)
            self.has_lines.clear()
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        with self.lock or nullcontext():
            lines, self.lines = self.lines, []
            self.stream.write("".join(f"{line}\n" for line in lines))
            super().flush()


def trace_of(error: BaseException) -> str:
    """Write what kinds of errors led to one and where; their words may quote a name or a code."""
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        parts.append("".join(format_tb(cause.__traceback__)) + type(cause).__name__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(reversed(parts))


def set_up_logging(level: int = logging.INFO) -> None:
    """Send records to standard error as lines of JSON; commands that serve call it.

    Of libraries only warnings: what they tell below that names accounts and addresses.
    """
    handler = GatheringHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    # The lines say neither thread nor process: records need not look for them.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.getLogger("eventsys").setLevel(level)


def init(app: Flask) -> None:
    """Time each request and log it when it is answered."""
    app.before_request(start_clock)
    app.after_request(log_request)


def start_clock() -> None:
    """Note when the request came."""
    g.began = time.perf_counter()


def log_request(response: Response) -> Response:
    """Log which route answered what, and how fast."""
    if requests_log.isEnabledFor(logging.INFO):
        began = g.get("began", time.perf_counter())
        facts = {
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - began) * 1000, 1),
        }
        requests_log.info("request", extra={"facts": facts})
    return response
