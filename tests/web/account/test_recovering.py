"""A lost passphrase: a link by mail, and an answer that tells nobody who has an account."""

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.outbox import Notice
from eventsys.people.links.models import AccountLink
from eventsys.people.links.queries import account_token_of
from tests.pages import Page
from tests.watch import watch_statements
from tests.web.account.conftest import EMAIL

RECOVER = "/account/recover"
NEW = "en ny sætning om en sten"


def ask(client, email):
    answer = client.submit(RECOVER, {"email": email})
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")
    return Page(client.get(answer.location).text).text


def links(person):
    return person.ask(
        lambda session: [account_token_of(each) for each in session.scalars(select(AccountLink))]
    )


def test_whoever_lost_the_passphrase_chooses_another_and_still_needs_the_phone(app, client, person):
    person.set_up(client)
    other = app.test_client()
    assert ask(other, EMAIL.upper()).count("er en mail med et link på vej") == 1
    [token] = links(person)
    answer = other.submit(f"/account/links/{token}", {"passphrase": NEW, "again": NEW})
    assert answer.location == "/account/sign-in"
    assert client.get("/organiser/").location.startswith("/account/sign-in")
    assert person.enter(other, password=NEW).location == "/account/code?next=/organiser/"
    assert person.enter(app.test_client()).status_code == 422


def test_known_and_unknown_addresses_are_answered_alike(app, client, person):
    said = {ask(client, email) for email in (EMAIL, "nobody@example.org")}
    assert len(said) == 1
    assert len(links(person)) == 1
    verbs = person.ask(
        lambda session: [
            (each.object_id, each.principal)
            for each in session.scalars(select(AuditEntry))
            if each.verb == "ask-for-recovery"
        ]
    )
    assert verbs == [(1, "visitor"), (0, "visitor")]


def test_asking_writes_as_much_for_an_unknown_address(app, client, person):
    """So that the time it takes tells nothing: both wait for one commit."""
    form = client.page(RECOVER).form()

    def writes(email):
        with watch_statements() as statements:
            client.post(RECOVER, data=dict(form.filled({"email": email})))
        return {line.split()[2] for line in statements if line.startswith("INSERT")}

    assert writes("nobody@example.org") <= writes(EMAIL)
    assert {"notice", "audit_entry"} <= writes("nobody@example.org")


@pytest.mark.parametrize("changes", [{"active": False}, {"password": None}])
def test_who_may_not_sign_in_gets_no_link(client, person, changes):
    person.change(**changes)
    ask(client, EMAIL)
    assert links(person) == []
    assert person.ask(lambda session: session.scalars(select(Notice.subject_id)).all()) == [0]


def test_an_address_is_sent_three_links_an_hour_and_the_answer_stays(client, person):
    said = {ask(client, EMAIL) for _ in range(4)}
    assert len(said) == 1
    assert len(links(person)) == 3


@pytest.mark.parametrize("email", ["", "nobody", "a@b.dk\r\nBcc: c@d.dk", "x" * 50_000 + "@a.dk"])
def test_what_is_no_address_is_told(client, person, email):
    answer = client.submit(RECOVER, {"email": email})
    assert answer.status_code == 422
    assert "Skriv en e-mailadresse" in answer.text


def test_asking_is_slowed_down_by_address(client, person):
    form = client.page(RECOVER).form()
    data = [dict(form.filled({"email": f"{number}@example.org"})) for number in range(21)]
    assert [client.post(RECOVER, data=each).status_code for each in data] == [303] * 20 + [429]


def test_a_link_never_bears_a_foreign_host(client, person):
    form = client.page(RECOVER).form()
    data = dict(form.filled({"email": EMAIL}))
    answer = client.post(RECOVER, data=data, base_url="http://evil.example")
    assert answer.status_code == 400
    assert links(person) == []
