"""The application in a thread of the tests, so that its state can be set while it serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask, abort
from flask.typing import ResponseReturnValue

from eventsys import create_app
from eventsys.web.common.crowds import ROOM, Room
from eventsys.web.common.guards import open_to_all
from tests.browser.server import free_port, serving_here
from tests.settings import make_settings


@dataclass(frozen=True)
class Site:
    """The served application: its address, when it was filled, the links of what is in it."""

    app: Flask
    at: datetime
    tokens: dict[str, str]
    codes: dict[str, str]

    @property
    def url(self) -> str:
        """Tell where it is served."""
        address: str = self.app.config["BASE_URL"]
        return address

    @contextmanager
    def crowded(self) -> Iterator[None]:
        """Have no room for anybody until the block ends."""
        self.app.extensions[ROOM] = Room(places=0, line=0)
        try:
            yield
        finally:
            self.app.extensions[ROOM] = Room()


@contextmanager
def serving(folder: Path, database_url: str) -> Iterator[Flask]:
    """Serve the application at the address its settings name until the block ends."""
    address = f"http://127.0.0.1:{free_port()}"
    app = create_app(make_settings(folder / "instance", database_url, base_url=address))
    app.add_url_rule("/<language:lang>/faults/<int:status>", "fault", faulty)
    with serving_here(app):
        yield app


@open_to_all
def faulty(status: int) -> ResponseReturnValue:
    """Answer as the application does when something goes wrong."""
    return abort(status)
