"""Accounts and tokens, from the terminal."""

from flask_security import verify_password

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.people.queries import find_account, find_bearer
from eventsys.people.rules import RoleName

ADD = "account add Ada@Example.org --role organiser --role service-desk"


def test_an_account_can_sign_in_with_the_passphrase_that_was_typed(installation, in_app, eventsys):
    ended = eventsys(ADD, typed="correct horse battery\n")
    assert (ended.status, ended.output) == (
        0,
        "ada@example.org can sign in; the second factor is set up at the first sign-in.\n",
    )
    account = find_account(db.session(), "ada@example.org")
    assert verify_password("correct horse battery", account.password)
    assert not account.is_demonstration


def test_an_address_has_one_account(installation, eventsys):
    eventsys(ADD, typed="correct horse battery\n")
    ended = eventsys(ADD, typed="correct horse battery\n")
    assert (ended.status, ended.errors) == (
        1,
        "Error: ada@example.org has an account already.\n",
    )


def test_a_short_passphrase_is_refused(installation, in_app, eventsys):
    ended = eventsys(ADD, typed="too short\n")
    assert (ended.status, ended.errors) == (
        1,
        "Error: The passphrase must have 15 to 1000 characters.\n",
    )
    assert find_account(db.session(), "ada@example.org") is None


def test_what_is_no_address_is_refused(installation, eventsys):
    ended = eventsys("account add nonsense --role organiser")
    assert ended.status == 2
    assert ended.errors.endswith(
        "Error: Invalid value for EMAIL: 'nonsense' is no e-mail address.\n"
    )


def test_a_token_alone_is_printed_and_acts_for_the_account(installation, in_app, eventsys):
    eventsys(ADD, typed="correct horse battery\n")
    token = eventsys("account token ada@example.org").output
    assert token.count("\n") == 1
    bearer = find_bearer(db.session(), token.strip(), at=clock.now())
    assert bearer.roles == {RoleName.ORGANISER, RoleName.SERVICE_DESK}


def test_nobody_gets_a_token_without_an_account(installation, eventsys):
    ended = eventsys("account token nobody@example.org")
    assert (ended.status, ended.output, ended.errors) == (
        1,
        "",
        "Error: nobody@example.org has no account that can sign in.\n",
    )
