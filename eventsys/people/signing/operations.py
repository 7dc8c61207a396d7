"""What signing in changes, each written down once; and what people change of their own."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import VISITOR, Principal, PrincipalKind
from eventsys.people.links.operations import NOBODY, end_links
from eventsys.people.links.rules import LinkPurpose
from eventsys.people.models import Account, SignIn
from eventsys.people.operations import begin_sign_in, sign_out_everywhere


def sign_in(session: Session, account: Account, browser: str | None, *, at: datetime) -> str:
    """Let a browser in; give the token for its cookie."""
    record(session, "sign-in", account, {}, at=at, by=principal_of(account))
    return begin_sign_in(session, account, browser, at=at)


def refuse_sign_in(session: Session, account: Account | None, step: str, *, at: datetime) -> None:
    """Write down that somebody did not come in, and at which step; not what they typed."""
    subject = account or Account(id=NOBODY)
    record(session, "refuse-sign-in", subject, {"step": step}, at=at, by=VISITOR)


def refuse_access(
    session: Session, account_id: int, wanted: Mapping[str, str], *, at: datetime
) -> None:
    """Write down that somebody asked for what their roles do not allow, and what that was."""
    account = Account(id=account_id)
    record(session, "refuse-access", account, wanted, at=at, by=principal_of(account))


def change_passphrase(
    session: Session, account: Account, password_hash: str, *, at: datetime, by: Principal
) -> None:
    """Give an account another passphrase; every browser is signed out, and no link is left."""
    account.password = password_hash
    end_links(session, account, *LinkPurpose, at=at)
    sign_out_everywhere(session, account)
    record(session, "choose-passphrase", account, {"by": "itself"}, at=at, by=by)


def end_one_sign_in(
    session: Session, account: Account, sign_in_id: str, *, at: datetime, by: Principal
) -> None:
    """Sign an account out in one browser; harmless where it is out already."""
    mine = SignIn.id == sign_in_id, SignIn.account_id == account.id
    ended = session.scalar(delete(SignIn).where(*mine).returning(SignIn.id))
    if ended is not None:
        record(session, "sign-out-one", account, {}, at=at, by=by)


def principal_of(account: Account) -> Principal:
    """Say that somebody does something to their own account."""
    return Principal(PrincipalKind.ACCOUNT, account.id)
