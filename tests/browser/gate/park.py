"""A day at a real gate: an event of today, its phones, and what the organisers' figures say."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.queries import EventCount, count_event
from eventsys.checkin.arrivals.queries import find_differences
from eventsys.checkin.cases.queries import list_cases
from eventsys.checkin.cases.values import Case
from eventsys.checkin.devices.operations import invite_device
from eventsys.checkin.models import Scan
from eventsys.checkin.rules import DeviceRole
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.documents.qr import qr_png, ticket_address
from eventsys.events.models import Event
from eventsys.events.queries import get_event, list_occasions
from eventsys.registration.tickets.rules import TicketCodes
from tests.browser.phone import GatePage
from tests.factories import codes_of, make_event, make_family

SLUG = "park"
JOURNAL = """async () => {
  const asked = indexedDB.open("gate");
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const all = asked.result.transaction("journal").objectStore("journal").getAll();
  await new Promise((resolve) => (all.onsuccess = resolve));
  asked.result.close();
  return all.result;
}"""
END_CAMERA = (
    "document.querySelector('#camera').srcObject.getTracks().forEach((each) => each.stop())"
)
ONLINE = "dispatchEvent(new Event('online'))"
TRIES = 300


class RealPhone(GatePage):
    """A volunteer's phone whose answers are the real server's."""

    def pair(self, code: str, tickets: int) -> None:
        """Connect the phone and load the list of tickets, while there is coverage."""
        self.page.goto(f"{self.url}/scan/#{code}")
        self.shows(list="ready", tickets=str(tickets), decoder="ready", offline="ready")

    def lose_coverage(self) -> None:
        """Switch the phone to flight mode."""
        self.page.context.set_offline(True)

    def find_coverage(self) -> None:
        """Let the phone have a connection, and hear of it."""
        self.page.context.set_offline(False)
        self.page.evaluate(ONLINE)

    def look(self) -> None:
        """Start the camera."""
        self.page.click("#start")
        self.shows(scanning="1")

    def look_away(self) -> None:
        """End the camera, and wait until what was shown last is written down."""
        self.page.evaluate(END_CAMERA)
        self.shows(scanning="0", judging="0")
        self.wait_for(lambda: all(row["item"]["shown"] for row in self.scans()))

    def start_anew(self) -> "RealPhone":
        """Kill the tab and open the page in another one."""
        context = self.page.context
        self.page.close()
        again = RealPhone(context.new_page(), self.url)
        again.page.goto(f"{self.url}/scan/")
        return again

    def scans(self) -> list[dict[str, Any]]:
        """Read the scans that the phone holds, in their order."""
        return self.rows("scan")

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Read what the phone holds of one kind, in its order."""
        rows = [row for row in self.page.evaluate(JOURNAL) if row["kind"] == kind]
        return sorted(rows, key=lambda row: row["item"]["seq"])

    def wait_for(self, is_so: Any) -> None:
        """Wait until something is so that the page does not tell."""
        for _ in range(TRIES):
            if is_so():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("It did not come to that.")


@dataclass(frozen=True)
class Park:
    """The application beside the server, and its event of today."""

    app: Flask
    url: str

    def open(self, **changes: Any) -> None:
        """Publish the event, whose day has begun."""
        with self.app.app_context(), transaction() as session:
            make_event(session, slug=SLUG, at=clock.now(), days=(0,), **changes)

    @contextmanager
    def day(self) -> Iterator[tuple[Session, Event]]:
        """Change or read something of the event."""
        with self.app.app_context(), transaction() as session:
            yield session, get_event(session, SLUG)

    def register(self, number: int) -> Sequence[TicketCodes]:
        """Register so many people, and tell their tickets' codes."""
        with self.day() as (session, event):
            return codes_of(session, make_family(session, event, number, at=clock.now()))

    def invite(self, gate: str) -> str:
        """Make a pairing code for a phone at a gate."""
        with self.day() as (session, event):
            return invite_device(session, event, gate, DeviceRole.SCAN, at=clock.now(), by=SYSTEM)

    def picture(self, ticket: TicketCodes) -> Image.Image:
        """Draw a ticket's QR as it is printed and mailed."""
        return Image.open(BytesIO(qr_png(ticket_address(self.url, ticket.code))))

    def count(self) -> EventCount:
        """Count the event; the sums of the live board must say the same."""
        with self.day() as (session, event):
            occasions = [each.id for each in list_occasions(session, event)]
            assert find_differences(session, occasions) == {}
            return count_event(session, event, at=clock.now())

    def scans(self) -> Sequence[Scan]:
        """Read the scans that have arrived, in the order of their times."""
        with self.day() as (session, event):
            chosen = select(Scan).where(Scan.event_id == event.id).order_by(Scan.effective_at)
            scans = session.scalars(chosen).all()
            session.expunge_all()
            return scans

    def cases(self) -> Sequence[Case]:
        """List what somebody is to decide."""
        with self.day() as (session, event):
            return [each.case for each in list_cases(session, event, at=clock.now())]
