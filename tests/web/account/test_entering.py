"""By a link from a mail somebody chooses a passphrase, once; to look at it uses nothing up."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.people.administration.operations import InvitationRequest, invite
from eventsys.people.links.models import AccountLink
from eventsys.people.links.queries import account_token_of
from eventsys.people.queries import find_account
from eventsys.people.rules import RoleName
from tests.pages import Page
from tests.web.account.conftest import Person

EMAIL = "oda@example.org"
CHOSEN = "fire små ord på række"
OVER = "Linket virker ikke"


@pytest.fixture
def address(app):
    """The address in the mail of somebody who is invited as an organiser."""
    request = InvitationRequest(email=EMAIL, roles=[RoleName.ORGANISER], language=Language.DANISH)
    with app.app_context(), transaction() as session:
        invite(session, request, at=clock.now(), by=SYSTEM)
        return f"/account/links/{account_token_of(session.get(AccountLink, 1))}"


def choose(client, address, passphrase=CHOSEN, again=None):
    fields = {"passphrase": passphrase, "again": again if again is not None else passphrase}
    return client.submit(address, fields)


def test_whoever_is_invited_chooses_a_passphrase_and_sets_the_phone_up(app, client, address):
    page = client.page(address)
    assert page.by_id("email").get("value") == EMAIL
    assert choose(client, address).location == "/account/sign-in"
    invited = Person(app)
    entered = invited.enter(client, password=CHOSEN)
    assert entered.location == "/account/app"
    page = Page(client.submit("/account/app", {}).text)
    invited.key = (page.all("code")[0].text or "").replace("-", "")
    assert invited.send(client, page, invited.show_code()).location == "/organiser/"


def test_nobody_signs_in_before_a_passphrase_is_chosen(app, client, address):
    invited = Person(app)
    assert invited.enter(client, password="").status_code == 422
    assert invited.enter(client, password=CHOSEN).status_code == 422


def test_a_mail_program_that_looks_at_the_link_does_not_use_it_up(client, address):
    assert [client.head(address).status_code, client.get(address).status_code] == [200, 200]
    assert choose(client, address).status_code == 303


def test_the_link_works_once(app, client, address):
    sent = client.page(address).form()
    choose(client, address)
    assert client.page(address, status=404).heading == OVER
    data = dict(
        sent.filled({"passphrase": "en tyvs lange ord her", "again": "en tyvs lange ord her"})
    )
    assert client.post(address, data=data).status_code == 404
    assert Person(app).enter(client, password=CHOSEN).location == "/account/app"


def test_a_link_that_is_too_old_and_one_that_never_was_are_told_the_same(app, client, address):
    with app.app_context(), transaction() as session:
        session.get(AccountLink, 1).ends_at = clock.now() - timedelta(seconds=1)
    old, none = client.get(address), client.get("/account/links/nothing.here")
    assert old.status_code == none.status_code == 404
    assert Page(old.text).text == Page(none.text).text


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [
        ("fjorten tegn !", None, "Skriv mindst 15 tegn."),
        ("", None, "Skriv mindst 15 tegn."),
        ("u\u0308" * 14, None, "Skriv mindst 15 tegn."),
        ("x" * 1001, None, "Adgangssætningen er for lang."),
        ("x" * 20, None, "Den er nem at gætte."),
        ("12345678901234567890", None, "Den er nem at gætte."),
        (EMAIL.upper(), None, "Den er nem at gætte."),
        ("nul i midten \x00 af den", None, "Den er nem at gætte."),
        (CHOSEN, CHOSEN.upper(), "De to er ikke ens."),
    ],
)
def test_a_passphrase_that_will_not_do_is_told_and_nothing_is_stored(
    app, client, address, passphrase, again, said
):
    answer = choose(client, address, passphrase, again)
    assert answer.status_code == 422
    assert said in answer.text
    with app.app_context():
        assert find_account(db.session(), EMAIL).password is None


def test_fifteen_letters_are_enough_however_they_are_composed(app, client, address):
    assert choose(client, address, "o\u0308sten fo\u0308r solen").status_code == 303
    assert Person(app).enter(client, password="östen för solen").location == "/account/app"


def test_no_form_is_taken_without_its_token(app, client, address):
    sent = {"passphrase": CHOSEN, "again": CHOSEN}
    assert client.post(address, data=sent).status_code == 400
    assert client.page(address).by_id("email").get("value") == EMAIL


def test_the_page_stays_out_of_caches(client, address):
    headers = client.get(address).headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "same-origin")
