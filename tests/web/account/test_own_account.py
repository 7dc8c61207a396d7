"""One's own account: the passphrase, the browsers, and what the log says of signing in."""

import json

from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.audit_chain import examine, seal_entries
from eventsys.people.models import SignIn
from tests.pages import Page
from tests.web.account.conftest import EMAIL, PASSPHRASE

OFFICE = "/organiser/"
NEW = "en ny sætning om en sten"
ACCOUNT = "/account/"


def is_out(client):
    answer = client.get(OFFICE)
    return answer.status_code == 302 and answer.location.startswith("/account/sign-in")


def change(client, **changes):
    fields = {"current": PASSPHRASE, "passphrase": NEW, "again": NEW}
    return client.submit("/account/passphrase", fields | changes, form="change-passphrase")


def log_of(person, *verbs):
    """List what the log says of signing in: the verb, by whom, of which account, and where."""

    def rows(session):
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        return [
            (each.verb, each.principal, each.object_id, json.loads(each.details).get("step"))
            for each in entries
            if each.verb in verbs
        ]

    return person.ask(rows)


def test_a_changed_passphrase_signs_out_all_other_browsers(app, client, person):
    person.set_up(client)
    other = app.test_client()
    person.sign_in(other)
    assert change(client).location == ACCOUNT
    assert [is_out(client), is_out(other)] == [False, True]
    assert person.enter(other).status_code == 422
    assert person.enter(other, password=NEW).location.startswith("/account/code")


def test_whoever_does_not_know_the_old_passphrase_changes_nothing(app, client, person):
    person.set_up(client)
    for wrong in ("not the passphrase", "", "x" * 2000, "\x00"):
        assert change(client, current=wrong).status_code == 422
    assert "Det er ikke din adgangssætning." in change(client, current="wrong again").text
    assert person.enter(app.test_client()).location.startswith("/account/code")


def test_a_new_passphrase_that_will_not_do_is_told(client, person):
    person.set_up(client)
    answer = change(client, passphrase="kort", again="kort")
    assert answer.status_code == 422
    assert "Skriv mindst 15 tegn." in answer.text


def test_tries_at_the_old_passphrase_are_slowed_down(client, person):
    person.set_up(client)
    form = client.page("/account/passphrase").form("change-passphrase")
    data = dict(form.filled({"current": "wrong", "passphrase": NEW, "again": NEW}))
    tried = [client.post("/account/passphrase", data=data).status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]


def test_the_browsers_are_listed_and_one_is_ended(app, client, person):
    person.set_up(client)
    other = app.test_client()
    other.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 15) Firefox/140.0"
    person.sign_in(other)
    page = client.page(ACCOUNT)
    assert [page.text.count(each) for each in ("Firefox, Android", "Denne browser")] == [2, 1]
    [ended] = [
        form.get("action") for form in page.all("form") if form.get("action").endswith("/end")
    ]
    row = person.ask(
        lambda session: session.scalars(
            select(SignIn.id).where(SignIn.browser == "Firefox, Android")
        ).one()
    )
    token = page.form("everywhere").filled({})[0][1]
    for _ in range(2):
        client.post(ended, data={"csrf_token": token, "browser": row})
    assert [is_out(client), is_out(other)] == [False, True]
    assert log_of(person, "sign-out-one") == [("sign-out-one", "account:1", 1, None)]


def test_nobody_ends_the_browser_of_another(app, client, person, signed_in):
    person.set_up(client)
    row = person.ask(lambda session: session.scalars(select(SignIn.id)).one())
    stranger = signed_in()
    token = stranger.page(ACCOUNT).form("everywhere").filled({})[0][1]
    stranger.post("/account/browsers/end", data={"csrf_token": token, "browser": row})
    assert not is_out(client)


def test_each_sign_in_is_written_down_once(app, client, person):
    person.set_up(client)
    person.sign_in(app.test_client())
    assert log_of(person, "sign-in") == [("sign-in", "account:1", 1, None)] * 2


def test_each_refused_sign_in_is_written_down_once_without_what_was_typed(app, client, person):
    person.set_up(client)
    browser = app.test_client()
    person.enter(browser, password="a secret slip")
    person.enter(browser, email="my passphrase by mistake@example.org")
    person.enter(browser)
    browser.submit("/account/code", {"code": "000000"})
    browser.submit("/account/recovery", {"code": "nothing"})
    assert log_of(person, "refuse-sign-in") == [
        ("refuse-sign-in", "visitor", 1, "login"),
        ("refuse-sign-in", "visitor", 0, "login"),
        ("refuse-sign-in", "visitor", 1, "two_factor_token_validation"),
        ("refuse-sign-in", "visitor", 1, "mf_recovery"),
    ]
    stored = person.ask(
        lambda session: [each.details for each in session.scalars(select(AuditEntry))]
    )
    assert not any("secret" in each or "mistake" in each for each in stored)


def test_the_log_of_signing_in_is_sealed_with_the_rest(client, person):
    person.set_up(client)
    change(client)
    assert log_of(person, "choose-passphrase") == [("choose-passphrase", "account:1", 1, None)]
    assert person.ask(seal_entries) == 3
    assert person.ask(examine).broken is None


def test_wrong_passphrases_from_elsewhere_do_not_keep_the_owner_out(app, client, person):
    """Slowed down is whoever guesses, from where they guess."""
    person.set_up(client)
    away = {"REMOTE_ADDR": "127.0.0.99"}
    browser = app.test_client()
    data = dict(
        browser.page("/account/sign-in").form().filled({"email": EMAIL, "password": "wrong"})
    )
    tried = [
        browser.post("/account/sign-in", data=data, environ_overrides=away).status_code
        for _ in range(11)
    ]
    assert tried == [422] * 10 + [429]
    assert person.sign_in(app.test_client()).location == OFFICE


def test_a_passphrase_as_long_as_a_book_is_refused_quickly(client, person):
    assert person.enter(client, password="x" * 100_000).status_code == 422


def test_recovery_codes_show_how_many_are_left(client, person):
    person.set_up(client)
    client.submit("/account/recovery-codes", {})
    assert "Du har 10 nødkoder tilbage." in Page(client.get(ACCOUNT).text).text
