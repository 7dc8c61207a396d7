"""Administrators invite people, give them roles and help them; nobody else may."""

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.db import db
from eventsys.people.links.models import AccountLink
from eventsys.people.models import Account
from eventsys.people.queries import find_account, roles_of
from eventsys.people.rules import RoleName
from tests.factories import make_account
from tests.settings import BASE_URL
from tests.web.conftest import add_signed_in

ACCOUNTS = "/organiser/accounts/"
NEW = f"{ACCOUNTS}new"


@pytest.fixture
def office(signed_in):
    """The browser of the only administrator; account 1."""
    return signed_in(RoleName.ADMINISTRATOR)


@pytest.fixture
def organiser(app, office):
    """The browser of an organiser; account 2."""
    browser = app.test_client()
    add_signed_in(app, browser, RoleName.ORGANISER)
    return browser


def invite(office, **changes):
    fields = {"email": "nina@example.org", "roles": ["viewer", "service-desk"], "language": "ar"}
    return office.submit(NEW, fields | changes, form="invitation")


def press(office, account_id, button):
    """Press a button of an account's page; give what is then said."""
    answer = office.submit(f"{ACCOUNTS}{account_id}", {}, form=button)
    assert answer.status_code == 303
    page = office.page(answer.location)
    [box] = [each for each in page.all("div") if (each.get("class") or "").startswith("alert ")]
    return " ".join("".join(box.itertext()).split())


def found(app, email):
    with app.app_context():
        account = find_account(db.session(), email)
        return account, roles_of(db.session(), account.id)


def test_somebody_is_invited_with_roles(app, office):
    answer = invite(office)
    assert answer.location == f"{ACCOUNTS}2"
    account, roles = found(app, "nina@example.org")
    assert (account.password, roles) == (None, {RoleName.VIEWER, RoleName.SERVICE_DESK})
    page = office.page(answer.location)
    assert "Invitationen er på vej til nina@example.org." in page.text
    assert "Inviteret" in office.page(ACCOUNTS).text
    with app.app_context():
        [link] = db.session.scalars(select(AccountLink)).all()
        assert link.language == "ar"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "nina"}, "Skriv en e-mailadresse, for eksempel navn@example.dk."),
        ({"email": "a@b.dk\r\nBcc: x@y.dk"}, "Skriv en e-mailadresse, for eksempel"),
        ({"email": "administrator@example.org"}, "Adressen har allerede en bruger."),
        ({"roles": []}, "Vælg mindst én rolle."),
        ({"language": "xx"}, "Vælg en af mulighederne."),
    ],
)
def test_what_makes_no_invitation_is_told_and_kept(app, office, changes, said):
    answer = invite(office, **changes)
    assert answer.status_code == 422
    assert said in answer.text
    with app.app_context():
        assert db.session.query(Account).count() == 1


def test_a_role_that_there_is_not_is_refused(app, office):
    data = dict(office.page(NEW).form("invitation").filled({"email": "nina@example.org"}))
    assert office.post(NEW, data=data | {"roles": "king"}).status_code == 422


def test_an_invitation_is_sent_again_and_taken_back(app, office):
    invite(office)
    assert press(office, 2, "resend") == "En ny invitation er på vej."
    with app.app_context():
        assert [link.language for link in db.session.scalars(select(AccountLink))] == ["ar"] * 2
    assert press(office, 2, "withdraw") == "Invitationen er trukket tilbage."
    assert "Lukket" in office.page(ACCOUNTS).text
    assert press(office, 2, "reactivate") == "Brugeren kan logge ind igen."


def test_what_was_pressed_too_late_is_told(app, office):
    invite(office)
    form = dict(office.page(f"{ACCOUNTS}2").form("resend").filled({}))
    with app.app_context():
        find_account(db.session(), "nina@example.org").password = "chosen meanwhile"
        db.session.commit()
    answer = office.post(f"{ACCOUNTS}2/resend", data=form)
    assert "Denne bruger venter ikke på en invitation." in office.page(answer.location).text


def test_roles_change_at_the_next_request(office, organiser):
    assert organiser.get("/organiser/events/new").status_code == 200
    answer = office.submit(f"{ACCOUNTS}2/edit", {"roles": ["viewer"]}, form="roles-of-account")
    assert (answer.status_code, answer.location) == (303, f"{ACCOUNTS}2")
    assert organiser.get("/organiser/events/new").status_code == 403
    assert organiser.get("/organiser/").status_code == 200


def test_a_deactivated_account_is_out_at_once(office, organiser):
    assert press(office, 2, "deactivate") == "Brugeren er lukket og logget ud."
    assert organiser.get("/organiser/").location.startswith("/account/sign-in")


def test_somebody_is_signed_out_in_every_browser(office, organiser):
    assert press(office, 2, "sign_out") == "Brugeren er logget ud overalt."
    assert organiser.get("/organiser/").location.startswith("/account/sign-in")


def test_a_lost_phone_is_forgotten(app, office):
    with app.app_context():
        make_account(db.session(), "lost@example.org").tf_primary_method = "authenticator"
        db.session.commit()
    assert press(office, 2, "reset").startswith("Ved næste login sætter brugeren sine koder op")
    assert found(app, "lost@example.org")[0].tf_primary_method is None


def test_the_last_administrator_stays_and_is_told_why(app, office):
    with app.app_context():
        make_account(db.session(), "other@example.org", RoleName.ADMINISTRATOR)
        db.session.commit()
    assert "deactivate" not in [f.get("id") for f in office.page(f"{ACCOUNTS}1").all("form")]
    assert press(office, 2, "deactivate") == "Brugeren er lukket og logget ud."
    answer = office.submit(f"{ACCOUNTS}1/edit", {"roles": ["viewer"]}, form="roles-of-account")
    assert answer.status_code == 422
    assert "Ingen anden er administrator." in answer.text
    assert found(app, "administrator@example.org")[1] == {RoleName.ADMINISTRATOR}


@pytest.mark.parametrize("role", [role for role in RoleName if role != RoleName.ADMINISTRATOR])
def test_nobody_else_sees_or_changes_accounts(app, signed_in, role):
    browser = signed_in(role)
    pages = [ACCOUNTS, NEW, f"{ACCOUNTS}1", f"{ACCOUNTS}1/edit"]
    assert [browser.get(page).status_code for page in pages] == [403] * 4
    token = browser.page("/account/").form("everywhere").filled({})[0][1]
    acts = ["edit", "resend", "withdraw", "deactivate", "reactivate", "sign-out", "reset"]
    sent = {"csrf_token": token, "roles": "administrator"}
    answers = [browser.post(f"{ACCOUNTS}1/{act}", data=sent).status_code for act in acts]
    assert answers == [403] * 7
    assert found(app, f"{role}@example.org")[1] == {role}
    assert 'href="/organiser/accounts/"' not in browser.get("/organiser/").text


def test_an_account_that_is_not_there_is_not_there(office):
    assert office.get(f"{ACCOUNTS}99").status_code == 404


def test_each_change_of_roles_is_written_down_once(app, office, organiser):
    for _ in range(2):
        office.submit(f"{ACCOUNTS}2/edit", {"roles": ["viewer"]}, form="roles-of-account")
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "change-roles"))
        assert [(row.principal, row.object_id) for row in rows] == [("account:1", 2)]


def test_what_is_dangerous_asks_for_the_passphrase_after_a_while(office, organiser):
    form = dict(office.page(f"{ACCOUNTS}2").form("deactivate").filled({}))
    with office.session_transaction("/organiser/", base_url=BASE_URL) as cookie:
        cookie["fs_paa"] -= 3600
        cookie.pop("fs_gexp", None)
    back = f"/account/verify?next={ACCOUNTS}2"
    assert office.get(f"{ACCOUNTS}2").location == back
    asked = office.post(
        f"{ACCOUNTS}2/deactivate", data=form, headers={"Referer": f"{BASE_URL}{ACCOUNTS}2"}
    )
    assert asked.location == back
    elsewhere = office.post(
        f"{ACCOUNTS}2/deactivate", data=form, headers={"Referer": "https://evil.example/x"}
    )
    assert elsewhere.location == "/account/verify?next=/account/"
    assert organiser.get("/organiser/").status_code == 200
