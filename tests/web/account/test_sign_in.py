"""Passphrase, code from the phone, recovery code: the real pages, walked as a person would."""

import threading
import unicodedata
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.people.models import Account, SignIn
from eventsys.people.queries import find_account
from eventsys.people.rules import RoleName
from eventsys.places.queries import list_venues
from eventsys.web.account.passwords import PassphraseTooShort, hash_password
from tests.pages import Page
from tests.settings import BASE_URL, make_settings
from tests.web.account.conftest import EMAIL, PASSPHRASE

OFFICE = "/organiser/"


def count_sign_ins(session):
    return session.scalars(select(func.count(SignIn.id))).one()


def is_out(client):
    """Tell whether the back office sends a browser away."""
    answer = client.get(OFFICE)
    return answer.status_code == 302 and answer.location.startswith("/account/sign-in")


def test_the_first_sign_in_sets_the_app_up(client, person):
    assert person.set_up(client).location == OFFICE
    assert client.page(OFFICE).heading == "Arrangementer"


def test_the_picture_and_the_key_say_the_same(client, person):
    person.enter(client)
    page = Page(client.submit("/account/app", {}).text)
    drawn = [element for element in page.elements() if element.get("class") == "qr"]
    assert [each.get("aria-label") for each in drawn] == ["QR-kode til appen"]
    assert len((page.all("code")[0].text or "").replace("-", "")) == 32


def test_later_sign_ins_ask_for_a_code(app, client, person):
    person.set_up(client)
    other = app.test_client()
    assert person.sign_in(other).location == OFFICE
    assert other.page(OFFICE).heading == "Arrangementer"


def test_the_passphrase_alone_opens_nothing(app, client, person):
    person.set_up(client)
    other = app.test_client()
    assert person.enter(other).location == "/account/code?next=/organiser/"
    assert is_out(other)
    assert other.get("/account/recovery-codes").status_code == 302


def notices_on(page):
    """List the boxes of a page by their look and what they say."""
    boxes = [box for box in page.all("div") if (box.get("class") or "").startswith("alert ")]
    return [(box.get("class"), "".join(box.itertext()).strip()) for box in boxes]


def test_to_be_asked_to_sign_in_is_no_error(client):
    page = client.page(client.get(OFFICE).location)
    assert notices_on(page) == [("alert info", "Log ind for at se siden.")]


def test_a_wrong_passphrase_and_an_unknown_address_are_told_the_same(client, person):
    wrong = person.enter(client, password="not the passphrase")
    unknown = person.enter(client, email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert Page(wrong.text).text == Page(unknown.text).text
    assert "Adressen eller adgangssætningen er forkert." in Page(wrong.text).text
    assert Page(wrong.text).by_id("email").get("value") == EMAIL


@pytest.mark.parametrize("typed", ["", "x" * 2000, "\x00"])
def test_an_odd_passphrase_is_refused(client, person, typed):
    assert person.enter(client, password=typed).status_code == 422


def test_the_passphrase_may_be_composed_otherwise(app, client, person):
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert person.enter(client, password=decomposed).location == "/account/app"
    with pytest.raises(PassphraseTooShort):
        hash_password(app, "kort")


def test_a_code_works_once(app, client, person):
    person.set_up(client)
    first, second = app.test_client(), app.test_client()
    code = person.show_code(1)
    for browser in (first, second):
        person.enter(browser)
    assert first.submit("/account/code", {"code": code}).location == OFFICE
    replayed = second.submit("/account/code", {"code": code})
    assert replayed.status_code == 422
    assert is_out(second)


def test_a_code_of_two_minutes_ago_is_too_old(app, client, person):
    person.set_up(client)
    person.change(totp_last_counter=None)
    assert person.sign_in(app.test_client(), steps=-4).status_code == 422


def test_a_recovery_code_works_once(app, client, person):
    person.set_up(client)
    codes = recovery_codes(client)
    first, second = app.test_client(), app.test_client()
    for browser in (first, second):
        person.enter(browser)
    assert first.submit("/account/recovery", {"code": codes[0]}).location == OFFICE
    assert second.submit("/account/recovery", {"code": codes[0]}).status_code == 422
    assert second.submit("/account/recovery", {"code": codes[1]}).location == OFFICE
    assert second.page("/account/").text.count("8 nødkoder") == 1


def recovery_codes(client):
    page = Page(client.submit("/account/recovery-codes", {}).text)
    return [code.text for code in page.all("code")]


def test_recovery_codes_and_secrets_are_not_readable_in_the_database(app, client, person):
    person.set_up(client)
    code = recovery_codes(client)[0]
    account = person.ask(lambda session: vars(find_account(session, EMAIL)).copy())
    assert code not in str(account["mf_recovery_codes"])
    assert person.key not in account["tf_totp_secret"]
    assert PASSPHRASE not in account["password"]


def test_recovery_codes_ask_for_the_passphrase_after_a_while(client, person):
    person.set_up(client)
    with client.session_transaction("/organiser/", base_url="http://127.0.0.1:8000") as cookie:
        cookie["fs_paa"] -= 3600
        cookie.pop("fs_gexp", None)
    asked = client.get("/account/recovery-codes")
    assert asked.location == "/account/verify?next=/account/recovery-codes"
    notices = notices_on(client.page(asked.location))
    assert [kind for kind, _ in notices] == ["alert ok", "alert info"]
    assert client.submit(asked.location, {"password": "wrong"}).status_code == 422
    assert client.submit(asked.location, {"password": PASSPHRASE}).location == (
        "/account/recovery-codes"
    )
    assert client.page("/account/recovery-codes").heading == "Nødkoder"


def test_a_cookie_copied_before_signing_out_is_worthless(app, client, person):
    person.set_up(client)
    copied = client.get_cookie("session", domain="127.0.0.1").value
    client.submit("/account/", {}, form="sign-out")
    thief = app.test_client()
    thief.set_cookie("session", copied, domain="127.0.0.1")
    assert is_out(client)
    assert is_out(thief)
    assert person.ask(count_sign_ins) == 0


def test_signing_out_everywhere_ends_other_browsers(app, client, person):
    person.set_up(client)
    other = app.test_client()
    person.sign_in(other)
    client.submit("/account/", {}, form="everywhere")
    assert is_out(client)
    assert is_out(other)


def test_a_deactivated_account_is_out_at_its_next_request(client, person):
    person.set_up(client)
    person.change(active=False)
    assert is_out(client)
    assert person.enter(client).status_code == 422


def test_a_sign_in_ends_by_itself(client, person):
    person.set_up(client)

    def end(session):
        session.scalars(select(SignIn)).one().ends_at = clock.now()

    person.ask(end)
    assert is_out(client)


def used(client, minutes_ago):
    """Let a browser be used last so many minutes ago."""
    with client.session_transaction("/organiser/", base_url=BASE_URL) as cookie:
        cookie["used_at"] = int(clock.now().timestamp()) - 60 * minutes_ago


def used_at(client):
    with client.session_transaction("/organiser/", base_url=BASE_URL) as cookie:
        return cookie["used_at"]


def test_a_browser_that_nobody_used_for_half_an_hour_is_out(client, signed_in):
    person = signed_in()
    used(person, 29)
    before = used_at(person)
    assert not is_out(person)
    assert used_at(person) > before + 28 * 60  # that was a use
    used(person, 30)
    assert is_out(person)


def test_a_cookie_that_does_not_say_when_it_was_used_is_worth_nothing(signed_in):
    person = signed_in()
    with person.session_transaction("/organiser/", base_url=BASE_URL) as cookie:
        del cookie["used_at"]
    assert is_out(person)


def test_a_sign_in_lasts_ten_hours_however_much_it_is_used(client, person):
    person.set_up(client)

    def span(session):
        row = session.scalars(select(SignIn)).one()
        return row.ends_at - row.started_at

    assert person.ask(span) == timedelta(hours=10)


HOUSE = {"name": "Huset <i>ved</i> søen", "address": "Gaden 1", "district": "valby"}


def houses(app):
    """Name the places that are called so."""
    with app.app_context(), transaction() as session:
        return [each.name for each in list_venues(session) if each.name == HOUSE["name"]]


def test_what_was_typed_when_the_sign_in_ended_is_sent_again(app, signed_in):
    person, address = signed_in(), "/organiser/places/new"
    typed = person.page(address).form("place").filled(dict(HOUSE))
    used(person, 31)
    told = person.post(address, data=MultiDict(typed))
    page = Page(told.text)
    assert (told.status_code, page.heading, houses(app)) == (403, "Du blev logget ud", [])
    again = page.form("again")
    assert sorted(again.values()) == sorted(typed)
    used(person, 0)
    assert person.post(again.action, data=MultiDict(again.values())).status_code == 302
    assert houses(app) == [HOUSE["name"]]


def test_who_never_signed_in_is_given_nothing_back(client):
    answer = client.submit("/account/sign-in", {"email": "x", "password": "y"})
    assert "Du blev logget ud" not in answer.text
    stranger = client.post("/organiser/places/new", data=HOUSE)
    assert "Huset" not in stranger.text


def test_the_demonstration_needs_no_app(client, person):
    person.change(is_demonstration=True)
    assert person.enter(client).location == OFFICE
    assert client.page(OFFICE).heading == "Arrangementer"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example"]
)
def test_signing_in_leads_nowhere_else(client, person, elsewhere):
    person.change(is_demonstration=True)
    answer = person.enter(client, next=elsewhere)
    assert urljoin(f"{BASE_URL}/account/sign-in", answer.location).startswith(f"{BASE_URL}/")


def test_signing_in_leads_back(client, person):
    person.change(is_demonstration=True)
    asked = client.get("/organiser/?when=past")
    answer = client.submit(asked.location, {"email": EMAIL, "password": PASSPHRASE})
    assert answer.location == "/organiser/?when=past"


def test_the_code_page_is_slowed_down_by_account(app, client, person):
    person.set_up(client)
    browsers = [app.test_client() for _ in range(6)]
    statuses = []
    for number, browser in enumerate(browsers):
        person.enter(browser)
        code = {"code": f"00000{number}"}
        away = {"REMOTE_ADDR": f"127.0.0.{number + 2}"}
        page = browser.page("/account/code")
        data = dict(page.form().filled(code))
        statuses.append(
            browser.post("/account/code", data=data, environ_overrides=away).status_code
        )
    assert statuses == [422] * 4 + [429] * 2  # the set-up was the first of five


def test_the_passphrase_page_is_slowed_down_by_account_and_by_address(app, client, person):
    data = dict(client.page("/account/sign-in").form().filled({"email": EMAIL, "password": "x"}))
    by_account = [client.post("/account/sign-in", data=data).status_code for _ in range(11)]
    assert by_account == [422] * 10 + [429]
    others = [
        client.post("/account/sign-in", data=data | {"email": f"{n}@example.org"}).status_code
        for n in range(12)
    ]
    assert sorted(set(others)) == [422, 429]


def test_cookies_are_for_https_alone_where_the_site_is(database_url, tmp_path):
    app = create_app(
        make_settings(tmp_path / "tls", database_url, base_url="https://tilmelding.example.org")
    )
    cookie = (
        app.test_client()
        .get("/account/sign-in", base_url="https://tilmelding.example.org")
        .headers["Set-Cookie"]
    )
    assert cookie.startswith("__Host-session=")
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")


def test_a_changed_cookie_counts_as_none(client, person):
    person.set_up(client)
    value = client.get_cookie("session", domain="127.0.0.1").value
    client.set_cookie("session", value[:-2] + "xx", domain="127.0.0.1")
    assert is_out(client)


def test_no_token_is_given_or_taken_behind_our_back(client, person):
    token = client.page("/account/sign-in").form().filled({})[0][1]
    answer = client.post(
        "/account/sign-in?include_auth_token",
        json={"email": EMAIL, "password": PASSPHRASE},
        headers={"X-CSRFToken": token, "Accept": "application/json"},
    )
    assert answer.location == "/account/app"
    uniquifier = person.ask(lambda session: find_account(session, EMAIL).get_auth_token())
    assert client.get(OFFICE, headers={"Authentication-Token": uniquifier}).status_code == 302


def test_two_sign_ins_at_once_both_come_in(app, client, person, both_databases):
    """On SQLite each waits for its turn to write; nobody meets a locked database."""
    person.set_up(client)
    codes = recovery_codes(client)
    browsers = [app.test_client() for _ in range(4)]
    forms = []
    for browser in browsers:
        person.enter(browser)
        forms.append(browser.page("/account/recovery").form())
    answers = [None] * len(browsers)
    gate = threading.Barrier(len(browsers))

    def run(number):
        data = dict(forms[number].filled({"code": codes[number]}))
        gate.wait()
        answers[number] = browsers[number].post("/account/recovery", data=data).location

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [OFFICE] * len(browsers)
    assert person.ask(count_sign_ins) == len(browsers) + 1
    left = person.ask(lambda session: len(session.scalars(select(Account)).one().mf_recovery_codes))
    assert left == len(codes) - len(browsers)


def test_nobody_else_may_look_at_an_account(client, signed_in):
    assert client.get("/account/").status_code == 302
    assert signed_in(RoleName.VIEWER).page("/account/").heading == "Din konto"
