"""The roster over the wire: small, and told anew only where it changed; on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from eventsys.checkin.devices.operations import revoke_device
from eventsys.checkin.models import Device, TicketState
from eventsys.checkin.roster.standing import SETTLING
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Occasion
from eventsys.events.operations import amend_event, cancel, publish
from eventsys.events.queries import get_event, plan_of
from eventsys.registration.models import Ticket
from eventsys.registration.tickets.operations import block
from tests.factories import make_family
from tests.watch import watch_statements
from tests.web.api.world import a_scan, bearer, send

pytestmark = pytest.mark.usefixtures("both_databases")
HOUR = timedelta(hours=1)


class Roster:
    """A phone that asks for the roster again and again."""

    def __init__(self, app, client, world):
        self.app, self.client, self.world = app, client, world
        self.etag = None

    def ask(self, after=None):
        headers = self.world.phone | ({"If-None-Match": self.etag} if self.etag else {})
        query = {} if after is None else {"after": after}
        answer = self.client.get("/api/v1/roster", headers=headers, query_string=query)
        self.etag = answer.headers.get("ETag")
        return answer

    def change(self, operation):
        """Change something; `operation` is given a session and the event."""
        with self.app.app_context(), transaction() as session:
            operation(session, get_event(session, "fest"))

    def grow_old(self, by=HOUR):
        """Let all that was changed have been changed so much earlier."""
        with self.app.app_context(), transaction() as session:
            for row in (*session.query(Ticket), *session.query(TicketState)):
                row.changed_at -= by


@pytest.fixture
def roster(app, client, world):
    roster = Roster(app, client, world)
    roster.grow_old()
    return roster


def test_what_has_settled_is_known_to_be_the_same_by_one_query(roster):
    assert roster.ask().status_code == 200
    with watch_statements() as statements:
        again = roster.ask()
    assert (again.status_code, again.data, len(statements)) == (304, b"", 1)


def test_what_is_known_compressed_is_answered_early_from_the_second_time_on(roster):
    """A server that has just started saw nothing but the phone's own word for it."""
    roster.world.phone |= {"Accept-Encoding": "gzip"}
    etag = roster.ask().headers["ETag"]
    assert ":gzip" in etag
    early = roster.app.wsgi_app
    early.seen.clear()
    asked = []
    inner, early.inner = early.inner, lambda *request: asked.append(1) or inner(*request)
    for _ in range(3):
        roster.etag = etag
        assert roster.ask().status_code == 304
    assert len(asked) == 1


def test_a_revoked_phone_is_refused_though_nothing_changed(roster):
    for _ in range(2):
        etag = roster.ask().headers["ETag"]

    def revoke(session, _event):
        revoke_device(session, session.query(Device).one(), at=clock.now(), by=SYSTEM)

    roster.change(revoke)
    roster.etag = etag
    answer = roster.ask()
    assert (answer.status_code, answer.json["code"]) == (403, "E_REVOKED")


def test_nobody_is_told_by_the_etag_of_another_phone(roster):
    roster.ask()
    roster.world.phone = bearer("nobody's token")
    assert roster.ask().status_code == 401


def block_one(session, event):
    ticket = session.query(Ticket).filter_by(event_id=event.id).first()
    block(session, ticket, "lost", at=clock.now(), by=SYSTEM)


def add_family(session, event):
    make_family(session, event, 2, at=clock.now())


def want_no_re_entry(session, event):
    plan = replace(plan_of(session, event), reentry=False)
    amend_event(session, event, plan, at=clock.now(), by=SYSTEM)


def move_event(session, event):
    plan = plan_of(session, event)
    [occasion] = plan.occasions
    later = replace(occasion, ends_at=occasion.ends_at + HOUR)
    amend_event(session, event, replace(plan, occasions=[later]), at=clock.now(), by=SYSTEM)


def call_off(session, event):
    cancel(session, event, at=clock.now(), by=SYSTEM)


CHANGES = [block_one, add_family, want_no_re_entry, move_event, call_off]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("age", [timedelta(), SETTLING + SETTLING], ids=["at once", "later"])
def test_every_change_is_told(change, age, roster):
    roster.ask()
    roster.change(change)
    roster.grow_old(age)
    assert roster.ask().status_code == 200


def test_a_phone_with_all_tickets_is_told_that_the_event_is_off_and_on_again(roster):
    first = roster.ask().json
    assert "cancelled" not in first
    roster.change(call_off)
    told = roster.ask(after=first["cursor"])
    assert (told.status_code, told.json["cancelled"], told.json["tickets"]) == (200, True, [])
    roster.change(lambda session, event: publish(session, event, at=clock.now(), by=SYSTEM))
    assert "cancelled" not in roster.ask(after=first["cursor"]).json


def test_a_scan_is_told(roster):
    roster.ask()
    send(roster.client, roster.world.phone, a_scan(roster.world.codes[0].code))
    changed = roster.ask().json["tickets"]
    assert sorted(ticket["in"] for ticket in changed) == [[], [1]]


def test_a_change_that_comes_to_light_late_is_told(roster):
    """Another connection may commit what is dated before what was told already."""
    roster.change(block_one)
    roster.ask()

    def block_the_other(session, event):
        other = session.query(Ticket).filter_by(event_id=event.id, status="valid").one()
        block(session, other, "lost", at=clock.now() - SETTLING / 2, by=SYSTEM)

    roster.change(block_the_other)
    told = roster.ask()
    assert [ticket["state"] for ticket in told.json["tickets"]] == ["blocked", "blocked"]


def test_each_place_in_the_roster_has_a_name_of_its_own(roster):
    cursor = roster.ask().json["cursor"]
    assert roster.ask(after=cursor).json["tickets"] == []
    assert roster.ask(after=cursor).status_code == 304
    assert roster.ask().status_code == 200


def test_a_phone_stays_as_long_as_its_event(roster):
    def hold(session, _event, ago):
        past = clock.now() - ago
        session.execute(update(Device).values(paired_at=past - HOUR))
        session.execute(update(Occasion).values(starts_at=past - HOUR, ends_at=past))

    roster.change(lambda *event: hold(*event, ago=25 * HOUR))
    answer = roster.ask()
    assert (answer.status_code, answer.json["code"]) == (401, "E_DEVICE")
    assert send(roster.client, roster.world.phone).status_code == 200
    roster.change(lambda *event: hold(*event, ago=23 * HOUR))
    assert roster.ask().status_code == 200
    roster.change(lambda *event: hold(*event, ago=15 * 24 * HOUR + HOUR))
    assert send(roster.client, roster.world.phone).status_code == 401


def test_a_revoked_phone_gets_no_roster_though_it_has_it(roster):
    roster.ask()
    roster.change(
        lambda session, _event: revoke_device(
            session, session.query(Device).one(), at=clock.now(), by=SYSTEM
        )
    )
    answer = roster.ask()
    assert (answer.status_code, answer.json["code"]) == (403, "E_REVOKED")


def test_families_and_who_is_out_again_are_told_and_nothing_of_anybody(roster):
    roster.change(lambda _session, event: setattr(event, "family_scan", True))
    code = roster.world.codes[0].code
    send(roster.client, roster.world.phone, a_scan(code))
    send(roster.client, roster.world.phone, a_scan(code, seq=2, direction="out"))
    answer = roster.ask()
    assert [ticket.get("been") for ticket in answer.json["tickets"]].count([1]) == 1
    assert len({ticket["family"] for ticket in answer.json["tickets"]}) == 1
    fields = {name for ticket in answer.json["tickets"] for name in ticket}
    assert fields == {"hash", "short", "category", "state", "in", "been", "family", "flags"}


def fill(session, event, families):
    """Add a tenth of ten thousand tickets, four to a registration."""
    plan = replace(plan_of(session, event), capacity=None, family_scan=families)
    amend_event(session, event, plan, at=clock.now(), by=SYSTEM)
    for _ in range(250):
        make_family(session, event, 4, at=clock.now())


@pytest.mark.parametrize("families", [False, True], ids=["one by one", "families"])
def test_ten_thousand_tickets_are_a_quarter_of_a_megabyte(families, roster):
    roster.change(lambda session, event: fill(session, event, families))
    headers = roster.world.phone | {"Accept-Encoding": "gzip"}
    answer = roster.client.get("/api/v1/roster", headers=headers)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) * 10 <= 250_000
