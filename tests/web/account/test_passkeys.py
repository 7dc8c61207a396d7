"""A device that knows its owner takes the place of passphrase and code; no other does."""

import json

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.people.models import Passkey
from tests.pages import Page
from tests.settings import BASE_URL
from tests.web.account.authenticator import Device

PASSKEYS, SIGN_IN = "/account/passkeys", "/account/sign-in/passkey"
OFFICE = "/organiser/"
REFUSED = "Adgangsnøglen blev afvist."


def is_out(client):
    answer = client.get(OFFICE)
    return answer.status_code == 302 and answer.location.startswith("/account/sign-in")


def ask(client, path, fields, form=None):
    """Press the button; give the page's form and the options that it holds for the device."""
    page = Page(client.submit(path, fields, form=form).text)
    return page.form("passkey"), json.loads(page.by_id("passkey").get("data-options"))


def save(client, device, name="Min telefon", **changes):
    """Save a passkey of a device; give the answer to what the device said."""
    form, options = ask(client, PASSKEYS, {"name": name, **changes}, "new-passkey")
    data = dict(form.filled({"credential": device.create(options)}))
    return client.post(form.action, data=data)


def show(client, device):
    """Sign in with the passkey of a device."""
    form, options = ask(client, SIGN_IN, {})
    return client.post(form.action, data=dict(form.filled({"credential": device.get(options)})))


def said_on(client, path):
    return client.page(path).text


def verbs(person, *wanted):
    def rows(session):
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(each.verb, each.principal, each.object_id) for each in entries]

    return [row for row in person.ask(rows) if row[0] in wanted]


@pytest.fixture
def device(client, person):
    """A phone whose passkey the person has saved."""
    person.set_up(client)
    phone = Device()
    assert save(client, phone).location == PASSKEYS
    return phone


def test_a_saved_passkey_signs_in_without_passphrase_and_code(app, client, person, device):
    assert "Min telefon" in said_on(client, PASSKEYS)
    other = app.test_client()
    assert show(other, device).location == OFFICE
    assert other.page(OFFICE).heading == "Arrangementer"
    assert verbs(person, "add-passkey", "sign-in") == [
        ("sign-in", "account:1", 1),
        ("add-passkey", "account:1", 1),
        ("sign-in", "account:1", 1),
    ]


def begin(client, person, device, name="Min telefon"):
    """Give the passphrase for the first time and ask for a passkey; what is to be sent then."""
    assert person.enter(client).location == "/account/app"
    assert PASSKEYS in [link.get("href") for link in client.page("/account/app").all("a")]
    form, options = ask(client, PASSKEYS, {"name": name}, "new-passkey")
    return form.action, dict(form.filled({"credential": device.create(options)}))


def test_the_first_sign_in_may_save_a_passkey_instead_of_the_app(app, client, person):
    phone = Device()
    where, said = begin(client, person, phone)
    assert is_out(client)
    assert client.post(where, data=said).location == OFFICE
    assert client.page(OFFICE).heading == "Arrangementer"
    assert "/account/app" in [link.get("href") for link in client.page("/account/").all("a")]
    assert verbs(person, "add-passkey", "sign-in") == [
        ("add-passkey", "account:1", 1),
        ("sign-in", "account:1", 1),
    ]
    assert show(app.test_client(), phone).location == OFFICE


def test_the_passphrase_alone_gives_no_second_factor_to_who_has_a_passkey(app, client, person):
    where, said = begin(client, person, Device())
    client.post(where, data=said)
    thief = app.test_client()
    assert person.enter(thief).location == "/account/app"
    for path in ("/account/app", PASSKEYS):
        person.enter(thief)
        assert thief.get(path).location == SIGN_IN
    person.enter(thief)
    token = thief.page(SIGN_IN).form().filled({})[0][1]
    for path, typed in (("/account/app", {"setup": "authenticator"}), (PASSKEYS, {"name": "Ny"})):
        person.enter(thief)
        sent = thief.post(path, data={"csrf_token": token, **typed})
        assert sent.location == SIGN_IN
    assert is_out(thief)
    assert person.ask(lambda session: session.query(Passkey).count()) == 1


def test_who_began_before_the_owner_had_a_second_factor_ends_nowhere(app, client, person):
    """Both know the passphrase; the one who sets up first is the owner, the other stays out."""
    thief, other = app.test_client(), app.test_client()
    where, said = begin(thief, person, Device())
    assert person.enter(other).location == "/account/app"
    page = Page(other.submit("/account/app", {}).text)
    person.set_up(client)
    owners_key, person.key = person.key, (page.all("code")[0].text or "").replace("-", "")
    assert person.send(other, page, person.show_code()).location == "/account/sign-in"
    assert thief.post(where, data=said).location == "/account/sign-in"
    assert is_out(thief)
    assert is_out(other)
    assert person.ask(lambda session: session.query(Passkey).count()) == 0
    person.key = owners_key
    assert person.sign_in(app.test_client()).location == OFFICE


def test_a_set_up_that_was_left_for_long_begins_with_the_passphrase_again(client, person):
    where, said = begin(client, person, Device())
    with client.session_transaction("/organiser/", base_url=BASE_URL) as cookie:
        cookie["setting_up_since"] -= 3600
    assert client.post(where, data=said).location == "/account/sign-in"
    assert is_out(client)
    assert person.ask(lambda session: session.query(Passkey).count()) == 0


@pytest.mark.parametrize("changes", [{"origin": "https://evil.example"}, {"knows_owner": False}])
def test_a_first_passkey_that_will_not_do_lets_nobody_in(client, person, changes):
    where, said = begin(client, person, Device(**changes))
    assert client.post(where, data=said).location == PASSKEYS
    assert REFUSED in said_on(client, PASSKEYS)
    assert is_out(client)


def test_nobody_saves_a_passkey_without_the_passphrase(client, person):
    assert client.get(PASSKEYS).location.startswith("/account/sign-in")
    person.enter(client, password="not the passphrase")
    assert client.get(PASSKEYS).location.startswith("/account/sign-in")


def test_an_answer_works_once(app, client, person, device):
    other = app.test_client()
    form, options = ask(other, SIGN_IN, {})
    data = dict(form.filled({"credential": device.get(options)}))
    assert other.post(form.action, data=data).location == OFFICE
    thief = app.test_client()
    token = thief.page(SIGN_IN).form().filled({})[0][1]
    assert thief.post(form.action, data=data | {"csrf_token": token}).location == SIGN_IN
    assert is_out(thief)


@pytest.mark.parametrize(
    "changes",
    [{"origin": "https://evil.example"}, {"knows_owner": False}, {"credential_id": b"unknown"}],
)
def test_a_foreign_page_or_a_device_that_does_not_know_its_owner_is_refused(
    app, client, person, device, changes
):
    for name, value in changes.items():
        setattr(device, name, value)
    other = app.test_client()
    assert show(other, device).location == SIGN_IN
    assert REFUSED in said_on(other, SIGN_IN)
    assert is_out(other)
    assert verbs(person, "refuse-sign-in") == [("refuse-sign-in", "visitor", 0)]


def test_a_key_of_another_under_the_same_id_is_refused(app, client, person, device):
    forged = Device(credential_id=device.credential_id, handle=device.handle)
    other = app.test_client()
    assert show(other, forged).location == SIGN_IN
    assert is_out(other)


@pytest.mark.parametrize("changes", [{"origin": "https://evil.example"}, {"knows_owner": False}])
def test_such_a_passkey_is_not_even_saved(client, person, changes):
    person.set_up(client)
    assert save(client, Device(**changes)).location == PASSKEYS
    assert REFUSED in said_on(client, PASSKEYS)
    assert person.ask(lambda session: session.query(Passkey).count()) == 0


def test_a_passkey_is_never_a_second_factor_alone(client, person):
    person.set_up(client)
    save(client, Device(), usage="secondary")
    assert person.ask(lambda session: session.scalars(select(Passkey.usage)).all()) == ["first"]


@pytest.mark.parametrize("typed", ["", "x" * 65, "<b>fed</b>", "Min telefon"])
def test_a_name_that_will_not_do_is_told(client, device, typed):
    data = dict(client.page(PASSKEYS).form("new-passkey").filled({"name": typed}))
    page = Page(client.post(PASSKEYS, data=data).text)
    assert page.by_id("problems") is not None


@pytest.mark.parametrize("answer", ["", "nothing", "{}", '{"id": "x", "rawId": "eA"}'])
def test_what_no_device_says_is_refused(app, client, person, answer):
    browser = app.test_client()
    form, _ = ask(browser, SIGN_IN, {})
    sent = browser.post(form.action, data=dict(form.filled({"credential": answer})))
    assert sent.location == SIGN_IN
    assert REFUSED in said_on(browser, SIGN_IN)


def test_a_removed_passkey_opens_nothing(app, client, person, device):
    token = client.page(PASSKEYS).form("new-passkey").filled({})[0][1]
    for _ in range(2):
        client.post(f"{PASSKEYS}/remove", data={"csrf_token": token, "name": "Min telefon"})
    other = app.test_client()
    assert show(other, device).location == SIGN_IN
    assert is_out(other)
    assert "Du har ingen adgangsnøgler endnu." in said_on(client, PASSKEYS)
    assert verbs(person, "remove-passkey") == [("remove-passkey", "account:1", 1)]


def test_a_deactivated_account_is_not_opened_by_its_passkey(app, client, person, device):
    person.change(active=False)
    other = app.test_client()
    show(other, device)
    assert is_out(other)


def test_passkeys_ask_for_the_passphrase_after_a_while(client, person):
    person.set_up(client)
    with client.session_transaction("/organiser/", base_url=BASE_URL) as cookie:
        cookie["fs_paa"] -= 3600
        cookie.pop("fs_gexp", None)
    assert client.get(PASSKEYS).location == f"/account/verify?next={PASSKEYS}"
