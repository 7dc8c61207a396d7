"""What people read of a draw before it and after, and the record that everybody can check."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.models import Event
from eventsys.events.queries import get_event
from eventsys.registration.draw import check
from eventsys.registration.draw.operations import draw
from eventsys.registration.draw.queries import find_entry
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration
from eventsys.registration.queries import get_registration, token_of
from eventsys.registration.rules import Channel, Contact, IfFull
from tests.factories import make_event, make_family

EVENT = "/da/events/fest-1"
BEFORE = "Det er lige meget, hvornår du melder dig til inden da."


@pytest.fixture
def entrants(in_app):
    """A draw for two places that is open for a day more, and three people who take part."""
    at = clock.now()
    with transaction() as session:
        event = make_event(
            session,
            at=at,
            capacity=2,
            intake=IntakePlan(way=Way.DRAW),
            registration_opens_at=at - timedelta(days=1),
            registration_closes_at=at + timedelta(days=1),
        )
        nobody = Contact(name="", channel=Channel.NONE)
        return [make_family(session, event, 1, at=at, contact=nobody).id for _ in range(3)]


def run(closes_at=None):
    at = clock.now()
    with transaction() as session:
        event = get_event(session, "fest-1")
        event.registration_closes_at = at
        session.flush()
        draw(session, event, at=at, by=SYSTEM)
        if closes_at is not None:
            event.registration_closes_at = closes_at


def page_of(client, registration_id):
    registration = get_registration(db.session(), registration_id)
    return client.page(f"/da/registrations/{token_of(registration)}")


def lots(entrants):
    """Split the entrants into winners and others."""
    entries = [find_entry(db.session(), db.session().get_one(Registration, e)) for e in entrants]
    won = [each.registration_id for each in entries if each.has_place]
    return won, [each for each in entries if not each.has_place], entries[0].key


def test_the_event_and_its_form_say_that_lots_decide(client, entrants):
    for path in (EVENT, f"{EVENT}/register"):
        page = client.page(path)
        assert BEFORE in page.text
        assert "pladser tilbage" not in page.text


def test_the_own_page_says_when_the_lots_are_drawn(client, entrants):
    page = page_of(client, entrants[0])
    assert page.heading == "Du er med i lodtrækningen"
    assert "Du har ikke en plads endnu" in page.text
    assert "venteliste" not in page.text
    assert client.get(f"{EVENT}/draw").status_code == 404


def test_the_own_page_says_what_the_lot_came_to(client, entrants):
    run()
    won, lost, _ = lots(entrants)
    page = page_of(client, won[0])
    assert page.heading == "Du er tilmeldt"
    assert "I fik plads i lodtrækningen." in page.text
    page = page_of(client, lost[0].registration_id)
    assert page.heading == "I er på venteliste"
    assert "I er nummer 1 på ventelisten." in page.text
    assert lost[0].key in page.text


def test_who_has_left_after_the_draw_is_not_told_to_wait(client, entrants):
    run()
    won, _, _ = lots(entrants)
    with transaction() as session:
        person = session.query(Participant).filter_by(registration_id=won[0]).one()
        deregister(session, person, at=clock.now(), by=VISITOR)
    assert page_of(client, won[0]).heading == "Du er ikke tilmeldt længere"


def test_who_registers_after_the_draw_reads_nothing_of_it(client, entrants):
    at = clock.now()
    run(closes_at=at + timedelta(days=2))
    assert BEFORE not in client.page(EVENT).text
    with transaction() as session:
        event = session.query(Event).one()
        late = make_family(session, event, 1, at=clock.now(), if_full=IfFull.WAITLIST).id
    page = page_of(client, late)
    assert "lodtrækningen" not in page.text
    assert "I er nummer 2 på ventelisten." in page.text


def test_everybody_can_check_the_record(client, entrants, tmp_path):
    run()
    page = client.page(f"{EVENT}/draw")
    assert page.heading == "Sådan blev der trukket lod"
    assert "3 familier og grupper var med." in page.text
    (code,) = page.all("pre")
    program = tmp_path / "check.py"
    program.write_text("".join(code.itertext()), encoding="utf-8")
    record = tmp_path / "record.json"
    record.write_bytes(client.get(f"{EVENT}/draw.json").data)
    command = [sys.executable, "-I", str(program), str(record)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said == "The result is right.\n"
    read = json.loads(record.read_text(encoding="utf-8"))
    assert (read["seed_from"], read["places"]) == ("chance", {"0": 2})
    keys = {each["key"] for each in read["entrants"]}
    assert {lots([each])[2] for each in entrants} == keys
    assert check.draw_again(read) == [[e["key"], e["place"]] for e in read["entrants"]]
