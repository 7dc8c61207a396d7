"""Families in the opening minute: each reads, fills in the form, and does what people do then.

Some press twice, some lose the line before the answer comes, and all try again where they are told
that there is a queue or nobody answers.
"""

import asyncio
import html
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
HANGS_UP, PRESSES_TWICE = 0.1, 0.1
LARGEST_FAMILY = 3
WAITS_AT_MOST = 60.0
BETWEEN_TRIES = 0.2


@dataclass(frozen=True)
class Answer:
    """What came back: a status, the headers by lower-case name, and the page."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Told:
    """What all families were told, and how long each answer took in seconds."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    places: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    lost: int = 0
    odd: list[str] = field(default_factory=list)


class NobodyAnswers(Exception):
    """The server is away, or went away before it answered."""


@dataclass
class Family:
    """One family with its own address, that wants places for some children."""

    number: int
    url: str
    slug: str
    chance: Random
    told: Told

    @property
    def email(self) -> str:
        """Give the address by which the family is known again."""
        return f"family{self.number}@example.org"

    async def arrive(self) -> None:
        """Read the list and the event, then register; remember what came of it."""
        await self.ask("GET", "/da/")
        await self.ask("GET", f"/da/events/{self.slug}")
        path = f"/da/events/{self.slug}/register"
        form = await self.ask("GET", path)
        token = TOKEN.search(form.text)
        if token is None:
            self.told.refused += 1  # the page says that all places are taken
            return
        body = self.filled_in(html.unescape(token[1]))
        if self.chance.random() < HANGS_UP:
            await self.send("POST", path, body, hears=False)
        answers = [self.ask("POST", path, body)]
        if self.chance.random() < PRESSES_TWICE:
            answers.append(self.ask("POST", path, body))
        await self.hear(await asyncio.gather(*answers))

    async def hear(self, answers: Sequence[Answer]) -> None:
        """Understand what a form came to; both answers of a double press must be the same."""
        places = {answer.headers.get("location", "") for answer in answers}
        if {answer.status for answer in answers} == {303} and len(places) == 1:
            own = places.pop()
            page = await self.ask("GET", own)
            if page.status == 200:
                self.told.places[self.email] = own
                return
        if {answer.status for answer in answers} == {409}:
            self.told.refused += 1
            return
        self.told.odd.append(f"{self.email}: {sorted(answer.status for answer in answers)}")

    def filled_in(self, token: str) -> bytes:
        """Fill the form in."""
        children = self.chance.randint(1, LARGEST_FAMILY)
        values = {
            "csrf_token": token,
            "contact_name": f"Family {self.number}",
            "channel": "email",
            "email": self.email,
        }
        for child in range(children):
            values[f"participants-{child}-name"] = f"Child {child}"
            values[f"participants-{child}-category"] = "child"
        return urlencode(values).encode()

    async def ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        """Ask until there is an answer that is none of "come again" and of nothing at all."""
        until = time.monotonic() + WAITS_AT_MOST
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                answer = await self.send(method, path, body)
            except (NobodyAnswers, OSError):
                await asyncio.sleep(BETWEEN_TRIES)
                continue
            self.told.times.append(time.monotonic() - began)
            self.told.statuses[answer.status] += 1
            if answer.status != 503:
                return answer
            pause = float(answer.headers["retry-after"])
            await asyncio.sleep(pause * (1 + self.chance.random() / 2))
        self.told.lost += 1
        return Answer(0, {}, "")

    async def send(self, method: str, path: str, body: bytes, *, hears: bool = True) -> Answer:
        """Send one request on a connection of its own, and hear the answer or hang up."""
        address = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        try:
            writer.write(self.head(method, path, len(body)) + body)
            await writer.drain()
            if not hears:
                return Answer(0, {}, "")
            received = await reader.read(-1)
        finally:
            writer.close()
        if b"\r\n\r\n" not in received:
            raise NobodyAnswers
        return read_answer(received)

    def head(self, method: str, path: str, length: int) -> bytes:
        """Write a request's head, as a browser behind a proxy sends it."""
        high, low = divmod(self.number, 250)
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {urlsplit(self.url).netloc}",
            f"X-Forwarded-For: 10.0.{high}.{low + 1}",
            f"Origin: {self.url}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {length}",
            "Connection: close",
        ]
        return "\r\n".join([*lines, "", ""]).encode()


def read_answer(received: bytes) -> Answer:
    """Read an answer that came whole."""
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    return Answer(int(first.split()[1]), headers, body.decode("utf-8", "replace"))


@dataclass(frozen=True)
class Opening:
    """How many families come to which event, within how many seconds."""

    url: str
    slug: str
    families: int
    seconds: float
    seed: int = 1


def open_registration(opening: Opening) -> Told:
    """Let the families come, most of them early; tell what they were told."""
    return asyncio.run(let_come(opening))


async def let_come(opening: Opening) -> Told:
    """Let each family come at a moment of its own."""
    chance, told = Random(opening.seed), Told()
    families = [
        Family(number, opening.url, opening.slug, Random(chance.random()), told)
        for number in range(opening.families)
    ]

    async def come(family: Family) -> None:
        await asyncio.sleep(opening.seconds * chance.random() ** 2)
        await family.arrive()

    await asyncio.gather(*(come(family) for family in families))
    return told
