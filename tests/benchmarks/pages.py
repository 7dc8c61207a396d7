"""The public list and an event's page: rendered, and as 304 where nothing changed."""

from collections.abc import Iterator
from functools import partial
from urllib.request import urlopen

from eventsys.cli.demonstration.prepare import Size, prepare
from eventsys.core import clock
from tests.benchmarks.figures import Figure, at_least, at_most, exactly, noted
from tests.benchmarks.load import Load, get
from tests.benchmarks.stage import Comparison, Stage, inside
from tests.browser.server import LiveServer, serving
from tests.watch import watch_statements

DEMONSTRATION = Size(tickets=741, events=30, seed=1)
PAGES = {"list": "/da/", "event": "/da/events/international-dag"}


def measure(stage: Stage) -> Iterator[Figure]:
    """Measure both pages."""
    settings = stage.install(stage.sqlite)
    with inside(settings) as app:
        prepare(DEMONSTRATION, at=clock.now(), slice_seconds=10)
        client = app.test_client()
        for name, path in PAGES.items():
            with watch_statements() as statements:
                etag = client.get(path, base_url=settings.base_url).headers["ETag"]
            yield at_most(f"{name}, rendered: queries", len(statements), 6)
            with watch_statements() as statements:
                client.get(path, base_url=settings.base_url, headers={"If-None-Match": etag})
            yield exactly(f"{name}, unchanged: queries", len(statements), 1)
    with serving(settings) as server:
        for name, path in PAGES.items():
            rendered = stage.compare(partial(load_of, stage, server, path))
            yield at_least(f"{name}, rendered: share of the empty route", rendered.share, 4, " %")
            yield noted(f"{name}, rendered: answers per second", rendered.rate)
            unchanged = unchanged_by_turns(stage, server, path)
            yield at_least(f"{name}, 304: share of the empty route", unchanged.share, 25, " %")
            yield noted(f"{name}, 304: answers per second", unchanged.rate)


def load_of(stage: Stage, server: LiveServer, path: str, _round: int, /, **headers: str) -> Load:
    """Ask for a page over and over."""
    request = get(server.url, path, **headers)
    return Load(url=server.url, requests=[request], seconds=stage.effort.seconds)


def unchanged_by_turns(stage: Stage, server: LiveServer, path: str) -> Comparison:
    """Ask for a page that is known; its ETag changes each minute, so each round fetches it."""

    def load(number: int) -> Load:
        with urlopen(server.url + path) as answer:  # noqa: S310 -- our own words
            etag = answer.headers["ETag"]
        return load_of(stage, server, path, number, If_None_Match=etag)

    while True:
        found = stage.compare(load)
        if all(set(outcome.statuses) == {304} for outcome in found.ours):
            return found
