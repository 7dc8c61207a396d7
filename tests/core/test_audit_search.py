"""Who did what is found in a long log, on both databases."""

from sqlalchemy import text

from eventsys.core.audit import record
from eventsys.core.audit_search import list_doers, list_verbs
from eventsys.core.principal import SYSTEM, VISITOR, Principal, PrincipalKind
from tests.factories import AT, make_account
from tests.watch import watch_statements


def write(session, *done):
    """Write entries down: by whom, and what."""
    account = make_account(session)
    for by, verb in done:
        record(session, verb, account, {}, at=AT, by=by)
    session.flush()


def test_what_was_done_and_by_whom_is_listed_once_each_in_order(session):
    mine = Principal(PrincipalKind.ACCOUNT, 7)
    write(session, (mine, "publish"), (VISITOR, "amend"), (mine, "amend"), (SYSTEM, "publish"))
    known = session.execute(text("SELECT principal, verb FROM audit_entry")).all()
    assert list_doers(session) == sorted({row.principal for row in known})
    assert list_verbs(session) == sorted({row.verb for row in known})
    assert {"amend", "publish"} <= {*list_verbs(session)}


def test_an_empty_log_has_neither(session):
    with watch_statements() as asked:
        assert (list_doers(session), list_verbs(session)) == ([], [])
    assert len(asked) == 2
