"""Signing in at an identity provider that tells the truth, or lies, or is silent."""

import time
from dataclasses import replace

import pytest
import requests
from sqlalchemy import func, select

from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.provider import Provider
from eventsys.people.administration.operations import deactivate
from eventsys.people.models import Account, SignIn
from eventsys.people.rules import RoleName
from eventsys.web.account import elsewhere, identity_provider
from eventsys.web.common.limits import limiter
from tests.factories import make_account
from tests.pages import Page
from tests.settings import BASE_URL, make_settings
from tests.web.account.lying_provider import CLIENT_ID, CLIENT_SECRET, LyingProvider

OFFICE = "/organiser/"
SIGN_IN = "/account/sign-in"
REFUSED = "Du kunne ikke logges ind med din arbejdskonto. Prøv igen, eller spørg en administrator."
GROUPS = {"tfi-organisers": "organiser", "tfi-admins": "administrator"}


@pytest.fixture(scope="session")
def started():
    provider = LyingProvider()
    yield provider
    provider.close()


@pytest.fixture
def provider(started):
    started.be_honest()
    return started


@pytest.fixture
def settings(database_url, tmp_path, provider):
    known = Provider(
        issuer=provider.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, roles=GROUPS
    )
    return make_settings(tmp_path / "instance", database_url, provider=known)


def leave(client, path=SIGN_IN):
    """Press the button; tell where the page leads."""
    page = Page(client.submit(path, {}, form="provider").text)
    [refresh] = [each for each in page.all("meta") if each.get("http-equiv") == "refresh"]
    return refresh.get("content").partition("url=")[2]


def way_back(address):
    """Sign in at the provider; tell with which address it sends one back."""
    back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith(BASE_URL)
    return back.removeprefix(BASE_URL)


def walk(client, path=SIGN_IN):
    """Walk to the provider and back."""
    return client.get(way_back(leave(client, path)))


def is_out(client):
    answer = client.get(OFFICE)
    return answer.status_code == 302 and answer.location.startswith(SIGN_IN)


def ask(app, question):
    with app.app_context(), transaction() as session:
        return question(session)


def accounts(app):
    """List the accounts: the address, the roles and whose they are."""

    def rows(session):
        found = session.scalars(select(Account).order_by(Account.id))
        return [(each.email, [role.name for role in each.roles]) for each in found]

    return ask(app, rows)


def sign_ins(app):
    return ask(app, lambda session: session.scalars(select(func.count(SignIn.id))).one())


def verbs(app):
    entries = select(AuditEntry.verb).order_by(AuditEntry.id)
    return ask(app, lambda session: list(session.scalars(entries)))


def test_whoever_the_provider_vouches_for_signs_in(app, client, provider):
    assert walk(client).location == OFFICE
    assert client.page(OFFICE).heading == "Arrangementer"
    assert accounts(app) == [("oda@kk.dk", ["organiser"])]
    assert verbs(app) == ["add", "sign-in"]
    asked = {name: bool(provider.seen.get(name)) for name in ("state", "nonce", "code_challenge")}
    assert asked == dict.fromkeys(asked, True)
    assert provider.seen["code_challenge_method"] == "S256"


def test_the_provider_leads_back_to_where_somebody_wanted_to_go(app, client):
    page = client.get("/organiser/places/").location
    assert walk(client, page).location == "/organiser/places/"
    elsewhere = f"{SIGN_IN}?next=//evil.example"
    assert walk(app.test_client(), elsewhere).location == OFFICE


def test_roles_follow_the_groups_at_each_sign_in(app, client, provider):
    walk(client)
    provider.claims = {"groups": ["tfi-admins", "other"], "email": "Oda.Ny@kk.dk"}
    assert walk(app.test_client()).location == OFFICE
    assert accounts(app) == [("oda.ny@kk.dk", ["administrator"])]
    assert verbs(app) == ["add", "sign-in", "change-roles", "sign-in"]


def test_whoever_has_left_the_groups_is_out_everywhere(app, client, provider):
    walk(client)
    provider.claims = {"groups": []}
    assert walk(app.test_client()).location == SIGN_IN
    assert is_out(client)
    assert (accounts(app), sign_ins(app)) == ([("oda@kk.dk", [])], 0)
    assert verbs(app)[-2:] == ["change-roles", "refuse-sign-in"]


def test_whoever_was_deactivated_stays_out(app, client):
    walk(client)
    with app.app_context(), transaction() as session:
        account = session.scalars(select(Account)).one()
        deactivate(session, account, at=clock.now(), by=SYSTEM)
    assert walk(app.test_client()).location == SIGN_IN
    assert is_out(client)
    assert sign_ins(app) == 0


def test_an_address_is_no_proof_of_who_somebody_is(app, client, provider):
    with app.app_context(), transaction() as session:
        make_account(session, "oda@kk.dk", RoleName.ADMINISTRATOR, at=clock.now())
    assert walk(client).location == SIGN_IN
    provider.claims = {"email": "ida@kk.dk"}
    walk(client)
    provider.claims = {}
    assert walk(app.test_client()).location == OFFICE
    assert accounts(app) == [("oda@kk.dk", ["administrator"]), ("ida@kk.dk", ["organiser"])]


LIES = {
    "for another": ({"aud": "other"}, "missing_claim azp"),
    "for another through us": ({"aud": "other", "azp": CLIENT_ID}, "foreign_audience"),
    "for two others": ({"aud": ["a", "b"], "azp": CLIENT_ID}, "foreign_audience"),
    "for a longer name": ({"aud": f"{CLIENT_ID}-2"}, "missing_claim azp"),
    "for nobody": ({"aud": None}, "missing_claim aud"),
    "for two through the other": ({"aud": [CLIENT_ID, "b"], "azp": "b"}, "invalid_claim azp"),
    "of another issuer": ({"iss": "https://evil.example"}, "invalid_claim iss"),
    "of no issuer": ({"iss": None}, "missing_claim iss"),
    "with another nonce": ({"nonce": "other"}, "invalid_claim nonce"),
    "without a nonce": ({"nonce": None}, "missing_claim nonce"),
    "without an end": ({"exp": None}, "missing_claim exp"),
    "of nobody": ({"sub": None}, "missing_claim sub"),
    "of an empty name": ({"sub": ""}, "odd_subject"),
    "of a very long name": ({"sub": "x" * 600}, "odd_subject"),
    "without an address": ({"email": None}, "KeyError"),
    "with a false address": ({"email": "oda"}, "unverified_email"),
    "with an odd address": ({"email": 7}, "refused: AttributeError"),
    "with an unproven address": ({"email_verified": False}, "unverified_email"),
    "with an address said to be proven": ({"email_verified": "true"}, "unverified_email"),
    "without groups": ({"groups": None}, "no way in"),
    "with foreign groups": ({"groups": ["tfi"]}, "no way in"),
    "with groups that are none": ({"groups": 7}, "TypeError"),
}


def test_tokens_that_lie_let_nobody_in(app, client, provider, caplog):
    for name, (claims, reason) in LIES.items():
        provider.claims = claims
        refuse(app, client, caplog, (name, reason))


def refuse(app, client, caplog, lie):
    """Walk there and back; see that nobody came in, that the log says why, and nothing is left."""
    limiter.reset()
    caplog.clear()
    answer = walk(client)
    name, reason = lie
    assert (name, answer.location, is_out(client)) == (name, SIGN_IN, True)
    assert (name, reason in caplog.text) == (name, True), caplog.text
    assert (name, accounts(app), sign_ins(app)) == (name, [], 0)


def test_who_is_refused_is_not_told_why(client, provider):
    provider.claims = {"aud": "other"}
    page = client.page(walk(client).location)
    assert REFUSED in page.text
    assert "aud" not in page.text


def test_tokens_out_of_their_time_let_nobody_in(app, client, provider, caplog):
    for claim, seconds, reason in (("exp", -1, "ran_out"), ("iat", 600, "invalid_claim iat")):
        provider.claims = {claim: int(time.time()) + seconds}
        refuse(app, client, caplog, (claim, reason))


ALGORITHMS = "id_token_signing_alg_values_supported"
SIGNATURES = {
    "none": ({"alg": "none"}, {}, "unsupported_algorithm"),
    "none, as announced": (
        {"alg": "none"},
        {ALGORITHMS: ["none", "RS256"]},
        "unsupported_algorithm",
    ),
    "the public key as a secret": ({"alg": "HS256"}, {}, "unsupported_algorithm"),
    "the same, announced": ({"alg": "HS256"}, {ALGORITHMS: ["HS256"]}, "unsupported_algorithm"),
    "the same, unsaid": ({"alg": "HS256"}, {ALGORITHMS: None}, "unsupported_algorithm"),
    "our secret": (
        {"alg": "HS256", "secret": CLIENT_SECRET.encode()},
        {ALGORITHMS: ["HS256"]},
        "unsupported_algorithm",
    ),
    "another key": ({"other_key": True}, {}, "bad_signature"),
    "no token at all": ({"without_id_token": True}, {}, "KeyError"),
}


def test_signatures_that_lie_let_nobody_in(app, client, provider, caplog):
    for name, (lies, metadata, reason) in SIGNATURES.items():
        provider.lies, provider.metadata = lies, metadata
        identity_provider.init(app)  # what was read of the provider is forgotten
        refuse(app, client, caplog, (name, reason))


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_an_unsigned_token_stays_out_where_warnings_are_no_errors(app, client, provider, caplog):
    name = "none, as announced"
    provider.lies, provider.metadata, reason = SIGNATURES[name]
    refuse(app, client, caplog, (name, reason))


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_control_with_the_algorithms_that_it_announces_an_unsigned_token_lets_in(
    client, provider, monkeypatch
):
    provider.lies, provider.metadata, _ = SIGNATURES["none, as announced"]
    monkeypatch.setattr(identity_provider, "ALGORITHMS", ["none", "RS256"])
    assert walk(client).location == OFFICE


def test_control_the_library_alone_takes_a_token_for_another(client, provider, monkeypatch):
    honest = identity_provider.to_voucher
    ours = {"aud": CLIENT_ID}
    monkeypatch.setattr(identity_provider, "to_voucher", lambda claims: honest(claims | ours))
    provider.claims, _ = LIES["for another through us"]
    assert walk(client).location == OFFICE


@pytest.mark.parametrize("issuer", ["https://evil.example", None])
def test_a_provider_that_calls_itself_otherwise_is_not_gone_to(client, provider, caplog, issuer):
    provider.metadata = {"issuer": issuer}
    assert client.submit(SIGN_IN, {}, form="provider").location == SIGN_IN
    assert "wrong_issuer" in caplog.text
    provider.be_honest()
    assert walk(client).location == OFFICE


def test_a_state_that_was_not_ours_lets_nobody_in(app, client, provider, caplog):
    provider.lies = {"state": "other"}
    refuse(app, client, caplog, ("state", "mismatching_state"))


def test_the_way_back_of_one_browser_opens_no_other(app, client, caplog):
    back = way_back(leave(client))
    other = app.test_client()
    assert other.get(back).location == SIGN_IN
    assert is_out(other)
    assert "mismatching_state" in caplog.text
    assert client.get(back).location == OFFICE


def test_the_way_back_works_once(app, client, caplog):
    back = way_back(leave(client))
    assert client.get(back).location == OFFICE
    assert client.get(back).location == SIGN_IN
    assert "mismatching_state" in caplog.text
    assert sign_ins(app) == 1


def test_a_code_is_worth_nothing_to_whoever_did_not_ask_for_it(app, client, caplog):
    back = way_back(leave(client))
    with client.session_transaction(SIGN_IN, base_url=BASE_URL) as cookie:
        [key] = [key for key in cookie if key.startswith("_state_")]
        cookie[key]["data"]["code_verifier"] = "x" * 48
        cookie.modified = True
    assert client.get(back).location == SIGN_IN
    assert "invalid_grant" in caplog.text
    assert sign_ins(app) == 0


def test_what_the_provider_says_of_a_refusal_is_not_repeated(client):
    leave(client)
    answer = client.get(f"{SIGN_IN}/provider/back?error=access_denied&error_description=<b>x</b>")
    assert answer.location == SIGN_IN
    assert "<b>x</b>" not in client.get(SIGN_IN).text


def test_ten_beginnings_leave_one_in_the_cookie(client):
    for _ in range(10):
        leave(client)
    with client.session_transaction(SIGN_IN, base_url=BASE_URL) as cookie:
        assert len([key for key in cookie if key.startswith("_state_")]) == 1
    assert walk(client).location == OFFICE


def test_a_provider_that_is_silent_is_told_and_passphrases_still_work(app, client, settings):
    silent = replace(settings.provider, issuer="http://127.0.0.1:1")
    app.config["SETTINGS"] = replace(settings, provider=silent)
    identity_provider.init(app)
    answer = client.submit(SIGN_IN, {}, form="provider")
    assert answer.status_code == 503
    assert Page(answer.text).heading == "Din arbejdsplads’ login svarer ikke"
    assert client.page(SIGN_IN).form("login") is not None


def test_a_provider_that_falls_silent_in_between_is_told(client, provider, caplog):
    back = way_back(leave(client))
    provider.lies = {}
    provider.metadata = {}
    client.application.extensions[identity_provider.EXTENSION].staff.server_metadata[
        "token_endpoint"
    ] = "http://127.0.0.1:1/token"
    assert client.get(back).status_code == 503
    assert "the provider does not answer: ConnectionError" in caplog.text


def test_what_is_dangerous_asks_the_provider_anew(app, client, provider):
    walk(client)
    with client.session_transaction(OFFICE, base_url=BASE_URL) as cookie:
        cookie["fs_paa"] -= 3600
        cookie["fs_gexp"] = 0
    again = client.get("/account/tokens").location
    page = client.page(again)
    assert (page.heading, "adgangssætning" in page.text) == ("Log ind igen", False)
    provider.claims = {"auth_time": int(time.time()) - 3600}
    assert walk(client, again).location == SIGN_IN
    provider.claims = {}
    assert walk(client, again).location == "/account/tokens"
    assert (provider.seen["prompt"], provider.seen["max_age"]) == ("login", "0")
    assert client.page("/account/tokens").heading == "API-nøgler"
    assert sign_ins(app) == 1


def test_a_work_account_gets_no_second_way_in(client):
    walk(client)
    assert "arbejdskonto" in client.page("/account/").text
    ways = ("/account/passphrase", "/account/passkeys")
    assert [client.get(way).status_code for way in ways] == [404, 404]


def test_without_a_provider_nothing_is_offered(app, client):
    app.config.pop(identity_provider.ROLES)
    assert "arbejdskonto" not in client.page(SIGN_IN).text
    assert client.get(f"{SIGN_IN}/provider/back").status_code == 404
    sent = {"csrf_token": client.page(SIGN_IN).form().filled({})[0][1]}
    assert client.post(f"{SIGN_IN}/provider", data=sent).status_code in {400, 404}


def test_the_reason_in_the_log_is_short_and_quotes_nobody():
    error = KeyError("oda@kk.dk")
    assert elsewhere.reason_of(error) == "KeyError"
