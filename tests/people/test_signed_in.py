"""Who is signed in: asked on every page of the back office."""

from datetime import timedelta

from eventsys.people.operations import begin_sign_in
from eventsys.people.queries import find_signed_in
from eventsys.people.rules import RoleName
from tests.factories import AT, make_account
from tests.watch import watch_statements

SOON, YEARS_LATER = AT + timedelta(minutes=1), AT + timedelta(days=1000)


def test_one_query_finds_an_account_with_all_that_it_may_be(session):
    account = make_account(session, role=RoleName.EVALUATOR)
    token, name = begin_sign_in(session, account, at=AT), account.fs_uniquifier
    session.flush()
    session.expunge_all()
    with watch_statements() as statements:
        found = find_signed_in(session, name, token, at=SOON)
        assert [role.name for role in found.roles] == ["evaluator"]
    assert len(statements) == 1


def test_a_cookie_stands_for_its_own_account_alone_and_for_a_time(session):
    mine, other = make_account(session), make_account(session, "other@example.org")
    token = begin_sign_in(session, mine, at=AT)
    assert find_signed_in(session, mine.fs_uniquifier, token, at=SOON) is mine
    assert find_signed_in(session, mine.fs_uniquifier, token, at=YEARS_LATER) is None
    assert find_signed_in(session, mine.fs_uniquifier, "", at=SOON) is None
    assert find_signed_in(session, other.fs_uniquifier, token, at=SOON) is None
    mine.active = False
    session.flush()
    assert find_signed_in(session, mine.fs_uniquifier, token, at=SOON) is None
