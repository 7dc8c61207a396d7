"""A link to an account is good once, for a while, and the newest alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, transaction
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.text import Language
from eventsys.people.links.errors import LinkOver
from eventsys.people.links.models import AccountLink
from eventsys.people.links.operations import end_links, send_link, use_link
from eventsys.people.links.queries import account_token_of, find_link, language_of_invitation
from eventsys.people.links.rules import LinkPurpose
from eventsys.people.models import Account
from eventsys.people.operations import begin_sign_in
from eventsys.people.queries import find_signed_in
from tests.factories import AT, make_account
from tests.registration.test_race import one_after_the_other

SOON = AT + timedelta(minutes=1)
ENDS = {
    LinkPurpose.INVITATION: AT + timedelta(hours=72),
    LinkPurpose.RECOVERY: AT + timedelta(minutes=30),
}


def make_link(session, account=None, purpose=LinkPurpose.INVITATION, at=AT):
    account = account or make_account(session)
    return send_link(session, account, purpose, Language.DANISH, at=at)


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_a_link_is_good_until_its_time_is_over(session, purpose):
    token = account_token_of(make_link(session, purpose=purpose))
    just_before = ENDS[purpose] - timedelta(seconds=1)
    assert find_link(session, token, at=just_before).purpose is purpose
    assert find_link(session, token, at=ENDS[purpose]) is None


@pytest.mark.parametrize("changed", ["", ".", "x", "{id}", "{id}.", "{id}.{wrong}", "{token}x"])
def test_a_token_that_was_changed_opens_nothing(session, changed):
    link = make_link(session)
    token = account_token_of(link)
    tried = changed.format(id=link.public_id, token=token, wrong="A" * 22)
    assert find_link(session, tried, at=SOON) is None


def test_a_link_is_sent_as_a_notice(session):
    link = make_link(session, purpose=LinkPurpose.RECOVERY)
    [notice] = session.scalars(select(Notice)).all()
    assert (notice.kind, notice.subject_id) == (NoticeKind.RECOVERY, link.id)


def test_a_newer_link_ends_the_one_before_it_and_none_of_another_kind(session):
    account = make_account(session)
    old, other = make_link(session, account), make_link(session, account, LinkPurpose.RECOVERY)
    new = make_link(session, account, at=SOON)
    session.expire_all()
    found = [find_link(session, account_token_of(each), at=SOON) for each in (old, other, new)]
    assert found == [None, other, new]


def test_of_two_links_asked_for_at_once_the_later_one_alone_is_good(database):
    with transaction() as session:
        account_id = make_account(session).id

    def ask(session):
        make_link(session, session.get_one(Account, account_id), LinkPurpose.RECOVERY)

    assert one_after_the_other(database, ask, ask) == [None, None]
    links = db.session().scalars(select(AccountLink).order_by(AccountLink.id)).all()
    found = [find_link(db.session(), account_token_of(each), at=SOON) for each in links]
    assert found == [None, links[1]]


def test_a_used_link_gives_the_passphrase_and_signs_out_everywhere(session):
    account = make_account(session)
    token = begin_sign_in(session, account, at=AT)
    link = make_link(session, account)
    use_link(session, link, "hashed", at=SOON)
    assert account.password == "hashed"
    assert not find_signed_in(session, account.fs_uniquifier, token, at=SOON)
    newest = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (newest.verb, newest.principal) == ("choose-passphrase", f"account:{account.id}")


def test_a_link_works_once(session):
    link = make_link(session)
    use_link(session, link, "mine", at=SOON)
    with pytest.raises(LinkOver):
        use_link(session, link, "a thief's", at=SOON)
    assert link.account.password == "mine"


def test_a_link_that_was_taken_back_changes_nothing(session):
    link = make_link(session)
    end_links(session, link.account, LinkPurpose.INVITATION, at=SOON)
    with pytest.raises(LinkOver):
        use_link(session, link, "too late", at=SOON)
    assert link.account.password == "no password"


def test_the_link_of_somebody_who_was_kept_out_opens_nothing(session):
    link = make_link(session)
    link.account.active = False
    session.flush()
    assert find_link(session, account_token_of(link), at=SOON) is None


def test_an_account_is_written_to_as_before_and_in_danish_at_first(session):
    account = make_account(session)
    assert language_of_invitation(session, account) is Language.DANISH
    send_link(session, account, LinkPurpose.INVITATION, Language.SOMALI, at=AT)
    assert language_of_invitation(session, account) is Language.SOMALI


def test_the_database_alone_yields_no_link(session):
    link = make_link(session)
    secret = account_token_of(link).partition(".")[2]
    assert secret not in str(vars(link))
