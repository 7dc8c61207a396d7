"""What hands news over: to an address that was looked at, within its time, and nowhere else.

The name is resolved once, each address it has must be one of the open internet, and the connection
goes to one of these very addresses: a name server that answers otherwise a moment later changes
nothing. Proxies of the environment are not asked, redirects are not followed, and of the answer
nothing is read but its head.
"""

import http.client
import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from typing_extensions import Buffer, override

from eventsys.exchange.webhooks.errors import TryFailed
from eventsys.exchange.webhooks.rules import Failure, fault_of, is_public

SECONDS = 3.0
LARGEST_HEAD = 64 * 1024
TLS_PORT = 443
OK, REDIRECTS, ERRORS = 200, 300, 400

FAILURES: Sequence[tuple[type[Exception], Failure]] = (
    (TimeoutError, Failure.SLOW),
    (ssl.SSLEOFError, Failure.UNREACHABLE),
    (ssl.SSLError, Failure.NO_TRUST),
    (http.client.HTTPException, Failure.GARBLED),
)

Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the name servers for all addresses of a host; raise `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Clock:
    """Counts down the seconds that are left for one try."""

    def __init__(self, seconds: float) -> None:
        self.ends_at = time.monotonic() + seconds

    def left(self) -> float:
        """Tell how many seconds are left; raise `TimeoutError` where none are."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Head(io.RawIOBase):
    """Reads the head of an answer: not longer than there is time, and not more than it may be."""

    def __init__(self, line: ssl.SSLSocket, clock: Clock) -> None:
        self.line, self.clock, self.room = line, clock, LARGEST_HEAD

    @override
    def readable(self) -> bool:
        """Say that one can read from it."""
        return True

    @override
    def readinto(self, buffer: Buffer, /) -> int:
        """Read what has come."""
        room = memoryview(buffer)[: self.room]
        if self.room <= 0:
            raise http.client.LineTooLong("head")
        self.line.settimeout(self.clock.left())
        read = self.line.recv_into(room)
        self.room -= read
        return read


class Line:
    """A connection as the library for HTTP wants it: it sends, and gives a file to read from."""

    def __init__(self, line: ssl.SSLSocket, clock: Clock) -> None:
        self.line, self.clock = line, clock

    def sendall(self, data: bytes) -> None:
        """Send all, within the time that is left."""
        self.line.settimeout(self.clock.left())
        self.line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Give what the answer is read from."""
        return io.BufferedReader(Head(self.line, self.clock))

    def close(self) -> None:
        """Leave it open: who opened it closes it."""


def connect(addresses: Sequence[str], port: int, clock: Clock) -> socket.socket:
    """Connect to the first of some addresses that answers; each has its share of the time."""
    failure = OSError()
    for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(clock.left() / left)
            plain.connect((address, port))
            plain.settimeout(clock.left())
        except OSError as error:
            plain.close()
            failure = error
        else:
            return plain
    raise failure


@dataclass(frozen=True)
class Sender:
    """Hands news over; tests have name servers and receivers of their own."""

    resolve: Resolve = resolve
    is_allowed: Callable[[str], bool] = is_public
    connect: Callable[[Sequence[str], int, Clock], socket.socket] = connect
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """Post to an address; give the status of a success, and raise `TryFailed` else."""
        if fault_of(url) is not None:
            raise TryFailed(Failure.PRIVATE)
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or TLS_PORT
        addresses = self.addresses_of(host, port)
        try:
            status = self.post(addresses, url, headers, body)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise TryFailed(failure_of(error)) from error
        if OK <= status < REDIRECTS:
            return status
        is_redirect = REDIRECTS <= status < ERRORS
        raise TryFailed(Failure.REDIRECT if is_redirect else Failure.REFUSED, status)

    def addresses_of(self, host: str, port: int) -> Sequence[str]:
        """Resolve a host; raise `TryFailed` where it has none, or one that is not open to all."""
        try:
            addresses = in_time(lambda: self.resolve(host, port), self.seconds)
        except TimeoutError as error:
            raise TryFailed(Failure.SLOW) from error
        except (OSError, ValueError) as error:
            raise TryFailed(Failure.UNKNOWN_HOST) from error
        if not addresses:
            raise TryFailed(Failure.UNKNOWN_HOST)
        if not all(self.is_allowed(each) for each in addresses):
            raise TryFailed(Failure.PRIVATE)
        return addresses

    def post(
        self, addresses: Sequence[str], url: str, headers: Mapping[str, str], body: bytes
    ) -> int:
        """Send the request over a connection to one of the addresses; give the answer's status."""
        clock, parts = Clock(self.seconds), urlsplit(url)
        host, port = parts.hostname or "", parts.port or TLS_PORT
        with (
            self.connect(addresses, port, clock) as plain,
            self.trust.wrap_socket(plain, server_hostname=host) as line,
        ):
            connection = http.client.HTTPSConnection(host, port)
            connection.sock = Line(line, clock)
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", path, body, dict(headers))
            with connection.getresponse() as answer:
                return answer.status


def failure_of(error: Exception) -> Failure:
    """Tell in a word why nothing was handed over."""
    known = (failure for kind, failure in FAILURES if isinstance(error, kind))
    return next(known, Failure.UNREACHABLE)


def in_time(ask: Callable[[], Sequence[str]], seconds: float) -> Sequence[str]:
    """Wait so long for an answer and no longer; raise `TimeoutError`, or what asking raises."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(ask())
        except (OSError, ValueError) as error:
            answers.put(error)

    threading.Thread(target=work, name="resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(answer, Exception):
        raise answer
    return answer
