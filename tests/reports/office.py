"""The team's house from outside: browsers, phones and programs, and a clock that is set by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Event
from eventsys.people.models import Account
from eventsys.people.operations import issue_api_token
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant
from tests.client import HouseClient
from tests.factories import make_account
from tests.pages import Page
from tests.reports.year_2009 import Row
from tests.settings import BASE_URL
from tests.web.conftest import sign_in
from tests.web.public.conftest import filled

EVENTS = "/organiser/events"
KINDS = {"ScanRow": "scan", "TallyRow": "tally", "HeadCountRow": "headcount"}
BATCHES = {"scan": "scans", "tally": "tallies", "headcount": "headcounts"}
FIELDS = {
    "scan": ("gate", "direction"),
    "tally": ("category", "gate", "undoes", "linked_scan_id"),
    "headcount": (*("post", "slot_start", "slot_end", "kind", "n", "role"), "supersedes", "reason"),
}
AT_ONCE = 500


@dataclass
class Hand:
    """What the clock shows, in the place of `clock.now`."""

    at: datetime = datetime(2009, 1, 5, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time, which stands still."""
        return self.at


@dataclass
class Office:
    """An organiser's browser and token, a citizen's browser, and the phones by their gates."""

    app: Flask
    hand: Hand
    browser: HouseClient
    citizen: HouseClient
    bearer: Mapping[str, str] = field(default_factory=dict)
    phones: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def go_to(self, at: datetime) -> None:
        """Let time pass, and sign in anew."""
        self.hand.at = at
        with self.app.app_context(), transaction() as session:
            account = session.scalars(select(Account)).first()
            if account is None:
                account = make_account(session, role=RoleName.ORGANISER, at=at)
            token = issue_api_token(session, account, at=at, by=SYSTEM)
            account_id = account.id
        self.bearer = {"Authorization": f"Bearer {token}"}
        sign_in(self.browser, account_id)

    def submit(self, path: str, typed: Mapping[str, object], form: str | None) -> TestResponse:
        """Fill in a form of the back office and send it; it must be taken."""
        answer = self.browser.submit(path, dict(typed), form=form)
        assert answer.status_code in {302, 303}, Page(answer.text).text
        return answer

    def ask(self, method: str, path: str, body: object, **headers: str) -> Any:
        """Call the interface of programs as an organiser's program does."""
        answer = self.citizen.open(
            f"/api/v1/{path}", method=method, json=body, headers={**self.bearer, **headers}
        )
        assert answer.status_code in {200, 201}, answer.text
        return answer.json

    def announce(self, slug: str, days: Mapping[str, Any], **changes: Any) -> None:
        """Make an event and publish it; say what it counts as where it is in the report."""
        counts_as = changes.pop("counts_as", None)
        whole = {"slug": slug, "kind": "public", "title": {"da": slug}, "occasions": [days]}
        self.ask("POST", "events", whole | changes)
        self.ask("PATCH", f"events/{slug}", {"status": "published"})
        if counts_as is not None:
            self.submit(f"{EVENTS}/{slug}/reporting", {"counts_as": counts_as}, "count")

    def register(
        self, slug: str, number: int, why: str = "", **person: Any
    ) -> list[tuple[str, Sequence[str]]]:
        """Have so many people registered by a program, in tens; give own pages and codes."""
        made: list[tuple[str, Sequence[str]]] = []
        for start in range(0, number, 10):
            people = [{"name": "Barn", **person} for _ in range(min(10, number - start))]
            contact = {"name": "Amina Khan", "channel": "none"}
            body = {"contact": contact, "language": "da", "participants": people}
            key = {"Idempotency-Key": f"{slug} {why} {start}"}
            told = self.ask("POST", f"events/{slug}/registrations", body, **key)
            own = told["manage_url"].removeprefix(BASE_URL)
            made.append((own, [each["code"] for each in told["tickets"]]))
        return made

    def apply(self, slug: str, workplace: str, number: int) -> str:
        """Register somebody by the citizens' form; give the own page."""
        name = f"Medarbejder {number}"
        typed = {"contact_name": name, "participants-0-name": name}
        typed |= {"email": f"{slug}.{number}@example.org", "participants-0-workplace": workplace}
        path = f"/da/events/{slug}/register"
        answer = self.citizen.post(path, data=filled(self.citizen, path, 1, typed))
        assert answer.status_code == 303, Page(answer.text).text
        return str(answer.location)

    def tick(self, slug: str, statuses: Sequence[str]) -> None:
        """Tick off the people of an event's first date, in the order they registered."""
        with self.app.app_context(), transaction() as session:
            found = select(Participant.id).join(Event, Event.id == Participant.event_id)
            ids = session.scalars(found.where(Event.slug == slug).order_by(Participant.id)).all()
        ticks = {f"p{each}": status for each, status in zip(ids, statuses, strict=True)}
        self.submit(f"{EVENTS}/{slug}/list/1", ticks, "list")

    def make_staff(self, slug: str, number: int) -> None:
        """Make staff passes of the tickets of those who registered last, at the desk."""
        with self.app.app_context(), transaction() as session:
            found = select(Participant.id).join(Event, Event.id == Participant.event_id)
            newest = found.where(Event.slug == slug).order_by(Participant.id.desc()).limit(number)
            ids = session.scalars(newest).all()
        for each in ids:
            self.submit(f"{EVENTS}/{slug}/desk/people/{each}", {"flags": ["staff"]}, "flags")

    def pair(self, slug: str, name: str, **fields: str) -> None:
        """Show a code in the back office, and let a phone read it."""
        answer = self.browser.submit(f"{EVENTS}/{slug}/devices", dict(fields), form="pair")
        code = "".join(Page(answer.text).by_id("code").itertext())
        body = {"pairing_code": code, "install_id": f"the phone {name}"}
        paired = self.citizen.post("/api/v1/devices", json=body)
        assert paired.status_code == 201, paired.text
        told: Any = paired.json
        self.phones[name] = {"Authorization": f"Bearer {told['token']}"}

    def send(self, rows: Iterable[Row], *, at_once: int = AT_ONCE) -> None:
        """Hand in what phones saw, in this order; a batch is of one phone and of one kind."""
        batch: list[Row] = []
        for row in rows:
            is_other = batch and key_of(batch[0]) != key_of(row)
            if batch and (is_other or len(batch) == at_once):
                self.hand_in(batch)
                batch = []
            batch.append(row)
        self.hand_in(batch)

    def hand_in(self, batch: Sequence[Row]) -> None:
        """Hand in a batch; each row must be stored."""
        gate, kind = key_of(batch[0])
        name = BATCHES[kind]
        items = [item_of(each.row, kind) for each in batch]
        body = {"sent_at": self.hand.at.isoformat(), name: items}
        answer = self.citizen.post(f"/api/v1/{name}", json=body, headers=self.phones[gate])
        assert answer.status_code == 200, answer.text
        told: Any = answer.json
        states = {each["state"] for each in told["results"]}
        assert states <= {"new", "same"}, told


def key_of(row: Row) -> tuple[str, str]:
    """Tell which phone saw a row, and of which kind it is."""
    return row.gate, KINDS[type(row.row).__name__]


def item_of(row: Any, kind: str) -> dict[str, Any]:
    """Write a row as a phone does."""
    written = {f"{kind}_id": row.row_id, "seq": row.seq, "device_at": row.device_at}
    written |= {name: getattr(row, name) for name in FIELDS[kind]}
    if kind == "scan":
        written["code"] = row.read.value
    return {
        name: each.isoformat() if isinstance(each, datetime) else each
        for name, each in written.items()
        if each is not None
    }
