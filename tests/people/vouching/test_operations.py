"""What becomes of an account when the provider vouches for somebody, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.people.administration.errors import LastAdministrator, NotInvited
from eventsys.people.administration.operations import change_roles, invite_again
from eventsys.people.administration.queries import has_local_administrator, list_account_views
from eventsys.people.administration.rules import AccountState
from eventsys.people.links.models import AccountLink
from eventsys.people.links.operations import ask_for_recovery
from eventsys.people.operations import begin_sign_in
from eventsys.people.queries import find_signed_in, roles_of
from eventsys.people.rules import RoleName
from eventsys.people.vouching.operations import admit
from eventsys.people.vouching.rules import Voucher
from tests.factories import AT, make_account

LATER = AT + timedelta(hours=1)
ROLES = {
    "admins": RoleName.ADMINISTRATOR,
    "chiefs": RoleName.ADMINISTRATOR,
    "staff": RoleName.ORGANISER,
}


def vouch(session, *groups, subject="https://id#1", email="oda@kk.dk", at=AT):
    voucher = Voucher(subject=subject, email=email, groups=frozenset(groups))
    return admit(session, voucher, ROLES, at=at)


def test_somebody_new_gets_the_roles_of_their_groups_and_no_others(session):
    account = vouch(session, "admins", "chiefs", "strangers")
    assert roles_of(session, account.id) == {RoleName.ADMINISTRATOR}
    [view] = list_account_views(session, at=AT)
    assert (view.state, view.is_provided) == (AccountState.ACTIVE, True)


def test_nobody_is_made_of_groups_that_mean_nothing_here(session):
    assert vouch(session, "strangers") is None
    assert list_account_views(session, at=AT) == []
    [entry] = session.scalars(select(AuditEntry)).all()
    assert (entry.verb, entry.object_id) == ("refuse-sign-in", 0)


def test_leaving_the_groups_ends_every_sign_in(session):
    account = vouch(session, "staff")
    token = begin_sign_in(session, account, at=AT)
    assert vouch(session, at=LATER) is None
    assert not find_signed_in(session, account.fs_uniquifier, token, at=LATER)
    assert roles_of(session, account.id) == set()


def test_a_new_address_is_taken_over_unless_it_is_somebody_elses(session):
    make_account(session, "ida@kk.dk")
    account = vouch(session, "staff")
    vouch(session, "staff", email="Oda.Ny@kk.dk")
    assert account.email == "oda.ny@kk.dk"
    assert vouch(session, "staff", email="ida@kk.dk") is account
    assert account.email == "oda.ny@kk.dk"


def test_the_address_of_an_account_here_lets_nobody_into_it(session):
    local = make_account(session, "oda@kk.dk", RoleName.ADMINISTRATOR)
    assert vouch(session, "staff") is None
    assert (local.oidc_subject, roles_of(session, local.id)) == (None, {RoleName.ADMINISTRATOR})


def test_the_provider_is_the_only_way_into_such_an_account(session):
    account = vouch(session, "staff")
    with pytest.raises(NotInvited):
        invite_again(session, account, Language.DANISH, at=AT, by=SYSTEM)
    ask_for_recovery(session, account.email, Language.DANISH, at=AT)
    assert session.scalars(select(AccountLink)).all() == []
    account.password = "hashed"
    with pytest.raises(IntegrityError, match="one_way_in"):
        session.flush()


def test_an_administrator_with_a_passphrase_stays_whoever_the_provider_vouches_for(session):
    vouch(session, "admins")
    assert not has_local_administrator(session)
    local = make_account(session, "ida@kk.dk", RoleName.ADMINISTRATOR)
    assert has_local_administrator(session)
    with pytest.raises(LastAdministrator):
        change_roles(session, local, [RoleName.VIEWER], at=AT, by=SYSTEM)
