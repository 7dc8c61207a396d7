"""One's own place on the waiting list, and a yes or no that only the button gives."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import VISITOR
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration
from eventsys.registration.queries import token_of
from eventsys.registration.rules import IfFull
from eventsys.registration.waitlist.models import WaitlistOffer
from tests.factories import make_event, make_family
from tests.watch import that_write, watch_statements

WAIT = {"if_full": IfFull.WAITLIST}


def statuses(registration_id):
    db.session.rollback()
    people = select(Participant.status).filter_by(registration_id=registration_id)
    return list(db.session.scalars(people.order_by(Participant.position)))


def leave(registration_id):
    with transaction() as session:
        participant = session.scalars(
            select(Participant).filter_by(registration_id=registration_id, status="confirmed")
        ).first()
        deregister(session, participant, at=clock.now(), by=VISITOR)


def pressed(form, button):
    return MultiDict([*form.filled({}), (button, "1")])


@pytest.fixture
def party(in_app):
    """A full event of three; a large party, a small one and a last one wait."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, capacity=3, days=(14,))
        there = make_family(session, event, 3, at=at)
        waiting = [make_family(session, event, size, at=at, **WAIT) for size in (3, 1, 1)]
        ids = [each.id for each in (there, *waiting)]
        return ids, [f"/da/registrations/{token_of(each)}" for each in waiting]


def test_the_own_page_says_which_number_one_is(client, party):
    _, pages = party
    for number, path in enumerate(pages, start=1):
        page = client.page(path)
        assert page.heading == "I er på venteliste"
        assert f"I er nummer {number} på ventelisten." in [h.text for h in page.all("h2")]


def test_a_party_passed_over_sees_which_smaller_party_got_the_place(client, party):
    ids, pages = party
    leave(ids[0])
    words = [p.text or "" for p in client.page(pages[0]).all("p")]
    told = [text for text in words if "mindre familie" in text]
    assert [text.partition(": ")[2] for text in told] == [
        "1 plads blev ledig. Den gik til en mindre familie bag jer."
    ]


def test_an_offer_stands_on_the_own_page_with_its_end(client, party):
    ids, pages = party
    leave(ids[0])
    page = client.page(pages[1])
    assert page.heading == "Der er plads til jer"
    assert "I kan få 1 plads, hvis I vil." in [h.text for h in page.all("h2")]
    assert any(text.startswith("Svar senest") for text in (b.text for b in page.all("b")))


def test_links_that_are_followed_by_programs_accept_nothing(client, party):
    ids, pages = party
    leave(ids[0])
    with watch_statements() as statements:
        for _ in range(3):
            assert client.get(f"{pages[1]}/offer").status_code == 200
            assert client.head(f"{pages[1]}/offer").status_code == 200
    assert that_write(statements) == []
    assert statuses(ids[2]) == ["offered"]


@pytest.mark.usefixtures("both_databases")
def test_a_yes_takes_the_place_and_a_second_tab_takes_no_other(client, party):
    ids, pages = party
    leave(ids[0])
    form = client.page(f"{pages[1]}/offer").form("answer")
    for _ in range(2):
        answer = client.post(f"{pages[1]}/offer", data=pressed(form, "yes"))
        assert (answer.status_code, answer.location) == (303, pages[1])
    assert statuses(ids[2]) == ["confirmed"]
    assert client.page(pages[1]).heading == "Du er tilmeldt"


def test_a_no_gives_the_place_to_the_next(client, party):
    ids, pages = party
    leave(ids[0])
    form = client.page(f"{pages[1]}/offer").form("answer")
    client.post(f"{pages[1]}/offer", data=pressed(form, "no"))
    assert (statuses(ids[2]), statuses(ids[3])) == (["deregistered"], ["offered"])


def test_an_offer_that_ran_out_during_the_click_has_gone_on(client, party):
    ids, pages = party
    leave(ids[0])
    form = client.page(f"{pages[1]}/offer").form("answer")
    with transaction() as session:
        session.execute(update(WaitlistOffer).values(expires_at=clock.now() - timedelta(seconds=1)))
    answer = client.post(f"{pages[1]}/offer", data=pressed(form, "yes"))
    page = client.page(answer.location)
    assert "I er nummer 2 på ventelisten." in [h.text for h in page.all("h2")]
    assert "I nåede ikke at svare, så pladsen er gået videre." in [p.text for p in page.all("p")]
    assert (statuses(ids[2]), statuses(ids[3])) == (["waiting"], ["offered"])


def test_without_an_offer_the_page_of_the_offer_leads_back(client, party):
    _, pages = party
    answer = client.get(f"{pages[0]}/offer")
    assert (answer.status_code, answer.location) == (303, pages[0])


def test_a_form_that_is_too_old_asks_again(client, party):
    ids, pages = party
    leave(ids[0])
    answer = client.post(f"{pages[1]}/offer", data={"csrf_token": "old", "yes": "1"})
    assert answer.status_code == 400
    assert statuses(ids[2]) == ["offered"]


def test_who_gets_no_mail_is_told_to_look_again(client, party):
    _, pages = party
    with transaction() as session:
        session.execute(update(Registration).values(contact_channel="none", contact_email=None))
    assert "Kig på siden igen." in client.page(pages[0]).text
