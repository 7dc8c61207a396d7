"""Clients that ask as fast as they are answered, in a process of their own.

One loop over raw sockets with requests made beforehand: what a client costs is small, and the same
whatever it asks.
"""

import re
import select
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from multiprocessing import get_context
from urllib.parse import urlsplit

HEAD_END = b"\r\n\r\n"
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
CHUNK = 65536
PATIENCE_IN_SECONDS = 30


@dataclass(frozen=True, kw_only=True)
class Load:
    """Who asks what: clients at an address, for a time, or until each request was made once."""

    url: str
    requests: Sequence[bytes]
    clients: int = 8
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a load: the seconds that each answer took, and the answers' statuses."""

    times: Sequence[float]
    statuses: Counter[int]
    seconds: float
    lost: int

    @property
    def rate(self) -> float:
        """Tell the answers per second."""
        return len(self.times) / self.seconds

    @property
    def slowest(self) -> float:
        """Tell the milliseconds of the slowest answer."""
        return max(self.times) * 1000

    @property
    def faults(self) -> int:
        """Count the answers that say that the server failed, and those that never came."""
        return self.lost + sum(each for status, each in self.statuses.items() if status >= 500)

    def quantile(self, share: float) -> float:
        """Tell the milliseconds within which a share of the answers came."""
        return quantile(self.times, share) * 1000


def quantile(values: Sequence[float], share: float) -> float:
    """Tell below which value a share of them lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


class Client:
    """One connection, kept open, with one request at a time."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self.connection = socket.create_connection((address.hostname or "", address.port or 80))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.whole = 0
        self.sent_at = 0.0

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self.received, self.whole = b"", 0
        self.sent_at = time.perf_counter()
        self.connection.sendall(request)

    def hear(self) -> int | None:
        """Read what came: an answer's status when it is whole, else None; 0 at an early end."""
        piece = self.connection.recv(CHUNK)
        self.received += piece
        if not self.whole:
            end = self.received.find(HEAD_END)
            if end >= 0:
                length = LENGTH.search(self.received, 0, end)
                self.whole = end + len(HEAD_END) + (int(length[1]) if length else 0)
        if self.whole and len(self.received) >= self.whole:
            return int(self.received[9:12])
        return None if piece else 0


class Crowd:
    """Clients that each ask anew as soon as they are answered."""

    def __init__(self, load: Load) -> None:
        self.requests: Iterator[bytes] = (
            iter(load.requests) if load.seconds is None else cycle(load.requests)
        )
        clients = [Client(load.url) for _ in range(load.clients)]
        self.clients = {client.connection.fileno(): client for client in clients}
        self.poll = select.epoll()
        self.waiting: set[int] = set()
        self.times: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.lost = 0
        self.began = time.perf_counter()
        self.until = self.began + (load.seconds or float("inf"))

    def run(self) -> Outcome:
        """Ask until the time is up or no request is left, and hear all answers."""
        for number, client in self.clients.items():
            self.poll.register(number, select.EPOLLIN)
            self.ask_next(number, client)
        while self.waiting and (events := self.poll.poll(PATIENCE_IN_SECONDS)):
            for number, _ in events:
                self.hear(number, self.clients[number])
        seconds = time.perf_counter() - self.began
        for client in self.clients.values():
            client.connection.close()
        return Outcome(
            times=self.times,
            statuses=self.statuses,
            seconds=seconds,
            lost=self.lost + len(self.waiting),
        )

    def ask_next(self, number: int, client: Client) -> None:
        """Let a client ask, if there is time and something to ask."""
        request = next(self.requests, None) if time.perf_counter() < self.until else None
        if request is None:
            self.waiting.discard(number)
            return
        self.waiting.add(number)
        client.ask(request)

    def hear(self, number: int, client: Client) -> None:
        """Take what came to a client."""
        status = client.hear()
        if status is None:
            return
        if status == 0:
            self.poll.unregister(number)
            self.waiting.discard(number)
            self.lost += 1
            return
        self.times.append(time.perf_counter() - client.sent_at)
        self.statuses[status] += 1
        self.ask_next(number, client)


def drive(load: Load) -> Outcome:
    """Make the requests in a fresh process and tell what came of them."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(run, load).result()


def run(load: Load) -> Outcome:
    """Make the requests, here and now."""
    return Crowd(load).run()


def get(url: str, path: str, **headers: str) -> bytes:
    """Write a request for a page, as browsers ask: compressed; `_` in a header's name is `-`."""
    return request_of("GET", url, path, {"Accept-Encoding": "gzip"} | named(headers))


def post(url: str, path: str, body: bytes, **headers: str) -> bytes:
    """Write a request that sends JSON."""
    sizes = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    return request_of("POST", url, path, sizes | named(headers)) + body


def named(headers: dict[str, str]) -> dict[str, str]:
    """Give headers their names."""
    return {name.replace("_", "-"): value for name, value in headers.items()}


def request_of(method: str, url: str, path: str, headers: dict[str, str]) -> bytes:
    """Write a request's head as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(url).netloc}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()
