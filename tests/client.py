"""The client of the web tests: it judges every page and every request it makes."""

from contextvars import Context
from http import HTTPStatus
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from eventsys.core.db import db
from tests.pages import Page
from tests.settings import BASE_URL
from tests.watch import that_write, untidiness_of, watch_statements

SAFE = {"GET", "HEAD", "OPTIONS"}
FROM_THE_PROVIDER = "/account/sign-in/provider/back"
"""The one GET that writes: the identity provider sends people there, in its own way."""


class HouseClient(FlaskClient):
    """A browser without a screen, from the house's own origin."""

    last: tuple[TestResponse | None, Page | None] = (None, None)

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request and judge what it did.

        Each request has an application context of its own, whatever surrounds the test.
        """
        kwargs.setdefault("buffered", True)  # what is streamed is read in the request's context
        if args and isinstance(args[0], str):
            kwargs.setdefault("base_url", BASE_URL)
            kwargs["headers"] = {"Origin": BASE_URL} | dict(kwargs.get("headers") or {})
        notes: list[str] = self.application.extensions["untidy"]
        notes.clear()
        with watch_statements() as statements:
            answer = Context().run(super().open, *args, **kwargs)
        assert answer.status_code != HTTPStatus.INTERNAL_SERVER_ERROR, (
            "see the log: a fault of ours"
        )
        assert notes == [], f"{answer.request.path} left its session {notes}"
        if answer.request.method in SAFE and answer.request.path != FROM_THE_PROVIDER:
            assert that_write(statements) == [], f"{answer.request.path} wrote on a GET"
        is_kept = answer.headers.get("Content-Disposition", "").startswith("attachment")
        is_page = answer.mimetype == "text/html" and answer.data and not is_kept
        if is_page and answer.location is None:  # nobody reads the body of a redirect
            page = Page(answer.text)
            self.last = answer, page
            assert page.faults() == [], f"{answer.request.path}: {page.faults()}"
        return answer

    def page(self, path: str, *, status: int = 200, **kwargs: Any) -> Page:
        """Fetch a page that must come with the status."""
        answer = self.get(path, **kwargs)
        assert answer.status_code == status, answer.text
        judged, page = self.last
        return page if page and judged is answer else Page(answer.text)

    def submit(
        self, path: str, changes: dict[str, object], *, form: str | None = None
    ) -> TestResponse:
        """Fetch a page, change some fields of its form and send it, as a person would."""
        sheet = self.page(path).form(form)
        data: dict[str, list[str]] = {}
        for name, value in sheet.filled(changes):
            data.setdefault(name, []).append(value)
        return self.post(sheet.action or path, data=data)


class Compiled(BytecodeCache):
    """The templates as they were compiled once; each test has an application of its own."""

    def __init__(self) -> None:
        self.templates: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of the same text, if anything was."""
        bucket.code = self.templates.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.templates[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


def prepare(app: Flask) -> None:
    """Let an application serve the house's client."""
    app.test_client_class = HouseClient
    app.jinja_env.bytecode_cache = COMPILED
    notes: list[str] = app.extensions.setdefault("untidy", [])

    def note_untidiness(_: BaseException | None) -> None:
        untidiness = untidiness_of(db.session()) if db.session.registry.has() else None
        if untidiness:
            notes.append(untidiness)

    app.teardown_appcontext(note_untidiness)
