"""What administrators change: at once, written down once, and never to where nobody is left."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.people.administration import operations
from eventsys.people.administration.errors import LastAdministrator, NotInvited
from eventsys.people.administration.operations import InvitationRequest
from eventsys.people.administration.queries import list_account_views
from eventsys.people.administration.rules import AccountState
from eventsys.people.errors import AccountExists
from eventsys.people.links.models import AccountLink
from eventsys.people.links.operations import use_link
from eventsys.people.links.queries import account_token_of, find_link
from eventsys.people.models import Passkey
from eventsys.people.operations import begin_sign_in, issue_api_token
from eventsys.people.queries import find_bearer, find_signed_in, roles_of
from eventsys.people.rules import RoleName
from tests.factories import AT, make_account

SOON = AT + timedelta(minutes=1)
BY = Principal(PrincipalKind.ACCOUNT, 7)
ADMINISTRATOR, VIEWER = RoleName.ADMINISTRATOR, RoleName.VIEWER


def invite(session, email="Nina@Example.org", *roles):
    request = InvitationRequest(email=email, roles=roles or [VIEWER], language=Language.TURKISH)
    return operations.invite(session, request, at=AT, by=BY)


def links(session):
    session.expire_all()
    return session.scalars(select(AccountLink).order_by(AccountLink.id)).all()


def written(session, account):
    """List what the log says of an account since it was made."""
    entries = select(AuditEntry).where(
        AuditEntry.object_kind == "account",
        AuditEntry.object_id == account.id,
        AuditEntry.verb != "add",
    )
    return [entry.verb for entry in session.scalars(entries.order_by(AuditEntry.id))]


def state_of(session, account, at=SOON):
    [found] = [each.state for each in list_account_views(session, at=at) if each.id == account.id]
    return found


def test_an_invitation_is_an_account_without_a_passphrase_and_a_link(session):
    account = invite(session)
    assert (account.email, account.password) == ("nina@example.org", None)
    assert [(each.account, each.language) for each in links(session)] == [
        (account, Language.TURKISH)
    ]
    assert state_of(session, account) is AccountState.INVITED
    assert state_of(session, account, AT + timedelta(hours=72)) is AccountState.LAPSED
    assert written(session, account) == ["invite"]


def test_nobody_is_invited_who_has_an_account(session):
    make_account(session, "nina@example.org")
    with pytest.raises(AccountExists):
        invite(session)


def test_whoever_used_the_invitation_is_there(session):
    account = invite(session)
    use_link(session, links(session)[0], "hashed", at=SOON)
    assert state_of(session, account) is AccountState.ACTIVE


def test_a_new_invitation_ends_the_old_one(session):
    account = invite(session)
    new = operations.invite_again(session, account, Language.ARABIC, at=SOON, by=BY)
    old = links(session)[0]
    assert find_link(session, account_token_of(old), at=SOON) is None
    assert find_link(session, account_token_of(new), at=SOON) is new
    assert written(session, account) == ["invite", "invite"]


def test_who_has_a_passphrase_or_is_kept_out_is_not_invited_again(session):
    there, gone = make_account(session), invite(session)
    operations.deactivate(session, gone, at=SOON, by=BY)
    for account in (there, gone):
        with pytest.raises(NotInvited):
            operations.invite_again(session, account, Language.DANISH, at=SOON, by=BY)
    with pytest.raises(NotInvited):
        operations.withdraw_invitation(session, there, at=SOON, by=BY)
    assert there.active


def test_an_invitation_that_was_taken_back_opens_nothing(session):
    account = invite(session)
    operations.withdraw_invitation(session, account, at=SOON, by=BY)
    assert find_link(session, account_token_of(links(session)[0]), at=SOON) is None
    assert state_of(session, account) is AccountState.DEACTIVATED


def test_roles_change_at_once_and_are_written_down_once(session):
    account = make_account(session)
    operations.change_roles(session, account, [VIEWER], at=SOON, by=BY)
    operations.change_roles(session, account, [VIEWER], at=SOON, by=BY)
    assert roles_of(session, account.id) == {VIEWER}
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.verb == "change-roles")).all()
    assert (entry.principal, entry.details) == (
        "account:7",
        '{"added": ["viewer"], "removed": ["organiser"]}',
    )


def test_a_deactivated_account_is_out_with_its_tokens_and_comes_back_without(session):
    account = make_account(session)
    browser = begin_sign_in(session, account, at=AT)
    script = issue_api_token(session, account, at=AT, by=BY)
    operations.deactivate(session, account, at=SOON, by=BY)
    operations.deactivate(session, account, at=SOON, by=BY)
    assert state_of(session, account) is AccountState.DEACTIVATED
    operations.reactivate(session, account, at=SOON, by=BY)
    operations.reactivate(session, account, at=SOON, by=BY)
    assert state_of(session, account) is AccountState.ACTIVE
    assert not find_signed_in(session, account.fs_uniquifier, browser, at=SOON)
    assert find_bearer(session, script, at=SOON) is None
    assert written(session, account) == ["issue-token", "deactivate", "reactivate"]


def test_the_last_administrator_who_can_sign_in_stays(session):
    last = make_account(session, "last@example.org", ADMINISTRATOR)
    invite(session, "invited@example.org", ADMINISTRATOR)
    gone = make_account(session, "gone@example.org", ADMINISTRATOR)
    operations.deactivate(session, gone, at=SOON, by=BY)
    with pytest.raises(LastAdministrator):
        operations.deactivate(session, last, at=SOON, by=BY)
    with pytest.raises(LastAdministrator):
        operations.change_roles(session, last, [VIEWER], at=SOON, by=BY)
    assert last.active
    assert roles_of(session, last.id) == {ADMINISTRATOR}


def test_an_administrator_may_go_where_another_is_left(session):
    first = make_account(session, "first@example.org", ADMINISTRATOR)
    second = make_account(session, "second@example.org", ADMINISTRATOR)
    operations.change_roles(session, first, [VIEWER], at=SOON, by=BY)
    operations.deactivate(session, first, at=SOON, by=BY)
    assert (first.active, second.active) == (False, True)


def test_signing_somebody_out_ends_every_browser(session):
    account = make_account(session)
    browsers = [begin_sign_in(session, account, at=AT) for _ in range(2)]
    [view] = list_account_views(session, at=SOON)
    assert view.browsers == 2
    operations.sign_out_account(session, account, at=SOON, by=BY)
    name = account.fs_uniquifier
    assert [find_signed_in(session, name, each, at=SOON) for each in browsers] == [None] * 2
    assert written(session, account) == ["sign-out-everywhere"]


def test_a_lost_phone_is_forgotten_and_the_passphrase_stays(session):
    account = make_account(session)
    account.tf_primary_method, account.tf_totp_secret = "authenticator", "secret"
    account.totp_last_counter, account.mf_recovery_codes = 5, ["code"]
    session.flush()
    session.add(passkey_of(account))
    browser = begin_sign_in(session, account, at=AT)
    operations.reset_second_factor(session, account, at=SOON, by=BY)
    kept = (account.tf_primary_method, account.tf_totp_secret, account.mf_recovery_codes)
    assert (*kept, account.totp_last_counter, account.password) == (
        *(None, None, None, None),
        "no password",
    )
    assert not find_signed_in(session, account.fs_uniquifier, browser, at=SOON)
    session.flush()
    assert session.query(Passkey).count() == 0
    assert written(session, account) == ["reset-second-factor"]


def passkey_of(account):
    """Make a passkey that may be in the phone that is gone."""
    return Passkey(
        user=account,
        credential_id=b"known",
        public_key=b"key",
        sign_count=0,
        backup_state=False,
        device_type="single_device",
        lastuse_datetime=AT,
        name="Min telefon",
        usage="first",
    )
