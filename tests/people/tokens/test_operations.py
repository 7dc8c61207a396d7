"""Tokens for scripts: they end, are taken back, and tell when they were last used."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.people.models import ApiToken
from eventsys.people.operations import TokenRequest, issue_api_token
from eventsys.people.queries import find_bearer
from eventsys.people.tokens.operations import note_uses, revoke_api_token
from eventsys.people.tokens.queries import list_api_tokens
from tests.factories import AT, make_account

MONTH = timedelta(days=30)
WEBSITE = TokenRequest(label="the website", good_for=MONTH)
END = AT + MONTH


def id_of(session, token):
    return find_bearer(session, token, at=AT).token_id


def issue(session, account, request=WEBSITE):
    return issue_api_token(session, account, request, at=AT, by=SYSTEM)


@pytest.mark.parametrize(
    ("request_", "at", "works"),
    [
        (WEBSITE, END - timedelta(seconds=1), True),
        (WEBSITE, END, False),
        (TokenRequest(), AT + timedelta(days=4000), True),
    ],
)
def test_a_token_works_until_its_end(session, request_, at, works):
    account = make_account(session)
    token = issue(session, account, request_)
    assert (find_bearer(session, token, at=at) is not None) is works
    assert (list_api_tokens(session, account, at=at) != []) is works


def test_a_token_that_was_taken_back_works_no_more_and_that_is_written_down_once(session):
    account = make_account(session)
    token, kept = issue(session, account), issue(session, account)
    token_id = id_of(session, token)
    for _ in range(2):
        revoke_api_token(session, account, token_id, at=AT, by=SYSTEM)
    assert find_bearer(session, token, at=AT) is None
    assert find_bearer(session, kept, at=AT) is not None
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.verb == "revoke-token")).all()
    assert entry.details == '{"label": "the website"}'


def test_nobody_takes_back_the_token_of_another(session):
    token = issue(session, make_account(session))
    other = make_account(session, "other@example.org")
    revoke_api_token(session, other, id_of(session, token), at=AT, by=SYSTEM)
    assert find_bearer(session, token, at=AT) is not None


def test_the_newest_use_is_kept(session):
    token_id = id_of(session, issue(session, make_account(session)))
    later = AT + timedelta(hours=1)
    for used_at in (later, AT):
        note_uses(session, {token_id: used_at})
    session.expire_all()
    assert session.get(ApiToken, token_id).used_at == later
