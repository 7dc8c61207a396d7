"""What administrators change about accounts; each change takes effect at the next request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.people.administration.errors import LastAdministrator, NotInvited
from eventsys.people.administration.queries import is_local_administrator
from eventsys.people.links.models import AccountLink
from eventsys.people.links.operations import end_links, send_link
from eventsys.people.links.rules import LinkPurpose
from eventsys.people.models import Account, ApiToken, Role
from eventsys.people.operations import add_account, hold_account, sign_out_everywhere
from eventsys.people.rules import RoleName


@dataclass(frozen=True, kw_only=True)
class InvitationRequest:
    """Whom an administrator invites, as what, and in which language the mail is."""

    email: str
    roles: Iterable[RoleName]
    language: Language


def invite(session: Session, request: InvitationRequest, *, at: datetime, by: Principal) -> Account:
    """Add an account without a passphrase, and send a link with which to choose one.

    Raise `AccountExists` where the address has an account.
    """
    account = add_account(session, request.email, None, request.roles, at=at, by=by)
    send_link(session, account, LinkPurpose.INVITATION, request.language, at=at)
    record(session, "invite", account, {}, at=at, by=by)
    return account


def invite_again(
    session: Session, account: Account, language: Language, *, at: datetime, by: Principal
) -> AccountLink:
    """Send a new invitation; the old one ends. Raise `NotInvited` where none is called for."""
    hold_account(session, account)
    if account.has_way_in or not account.active:
        raise NotInvited
    link = send_link(session, account, LinkPurpose.INVITATION, language, at=at)
    record(session, "invite", account, {}, at=at, by=by)
    return link


def withdraw_invitation(session: Session, account: Account, *, at: datetime, by: Principal) -> None:
    """Take an invitation back; the link in the mail is worthless. Raise `NotInvited`."""
    hold_account(session, account)
    if account.has_way_in:
        raise NotInvited
    account.active = False
    end_links(session, account, *LinkPurpose, at=at)
    record(session, "withdraw-invitation", account, {}, at=at, by=by)


def change_roles(
    session: Session, account: Account, roles: Iterable[RoleName], *, at: datetime, by: Principal
) -> None:
    """Give an account these roles and no others. Raise `LastAdministrator`."""
    hold_administrators(session)
    hold_account(session, account)
    names = {role.value for role in roles}
    before = {role.name for role in account.roles}
    if names == before:
        return
    if RoleName.ADMINISTRATOR in before - names:
        refuse_last_administrator(session, account)
    account.roles = list(session.scalars(select(Role).where(Role.name.in_(names))))
    details = {"added": sorted(names - before), "removed": sorted(before - names)}
    record(session, "change-roles", account, details, at=at, by=by)


def deactivate(session: Session, account: Account, *, at: datetime, by: Principal) -> None:
    """Keep somebody out: browsers are signed out, links and tokens end.

    Raise `LastAdministrator`.
    """
    hold_administrators(session)
    hold_account(session, account)
    if not account.active:
        return
    refuse_last_administrator(session, account)
    account.active = False
    sign_out_everywhere(session, account)
    end_links(session, account, *LinkPurpose, at=at)
    tokens = ApiToken.account_id == account.id, ApiToken.revoked_at.is_(None)
    session.execute(update(ApiToken).where(*tokens).values(revoked_at=at))
    record(session, "deactivate", account, {}, at=at, by=by)


def reactivate(session: Session, account: Account, *, at: datetime, by: Principal) -> None:
    """Let somebody in again who was kept out, with the roles from before."""
    hold_account(session, account)
    if account.active:
        return
    account.active = True
    record(session, "reactivate", account, {}, at=at, by=by)


def sign_out_account(session: Session, account: Account, *, at: datetime, by: Principal) -> None:
    """Sign somebody out in every browser."""
    sign_out_everywhere(session, account)
    record(session, "sign-out-everywhere", account, {}, at=at, by=by)


def reset_second_factor(session: Session, account: Account, *, at: datetime, by: Principal) -> None:
    """Let somebody whose phone is gone set a new one up at the next sign-in; they are signed out.

    Their passkeys go too, as they may be in that phone. The passphrase stays: whoever asks in
    their name still needs it.
    """
    hold_account(session, account)
    account.tf_primary_method = None
    account.tf_totp_secret = None
    account.totp_last_counter = None
    account.mf_recovery_codes = None
    account.webauthn.clear()
    sign_out_everywhere(session, account)
    record(session, "reset-second-factor", account, {}, at=at, by=by)


def hold_administrators(session: Session) -> None:
    """Let no two changes count the administrators at once."""
    administrator = Role.name == RoleName.ADMINISTRATOR.value
    session.execute(select(Role.id).where(administrator).with_for_update())


def refuse_last_administrator(session: Session, account: Account) -> None:
    """See that an administrator is left who needs no provider; raise `LastAdministrator`."""
    is_one = exists().where(is_local_administrator())
    if not session.scalar(select(is_one.where(Account.id == account.id))):
        return
    if not session.scalar(select(is_one.where(Account.id != account.id))):
        raise LastAdministrator
