"""What makes links to accounts, ends them and uses them up."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.outbox import put_notice
from eventsys.core.principal import VISITOR, Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.people.links.errors import LinkOver
from eventsys.people.links.models import AccountLink
from eventsys.people.links.queries import is_good
from eventsys.people.links.rules import LinkPurpose, good_until
from eventsys.people.models import Account
from eventsys.people.operations import sign_out_everywhere
from eventsys.people.queries import find_account

NOBODY = 0
"""Stands for an account that there is not, in the log and in the outbox."""

NOTICES = {
    LinkPurpose.INVITATION: NoticeKind.INVITATION,
    LinkPurpose.RECOVERY: NoticeKind.RECOVERY,
}


def send_link(
    session: Session, account: Account, purpose: LinkPurpose, language: Language, *, at: datetime
) -> AccountLink:
    """Have a link sent to an account's address; earlier ones for the same end.

    Of two that are asked for at once the later one counts.
    """
    lock_row(session, account)
    end_links(session, account, purpose, at=at)
    link = AccountLink(
        account_id=account.id,
        purpose=purpose,
        language=language,
        made_at=at,
        ends_at=good_until(purpose, at),
    )
    session.add(link)
    session.flush()
    put_notice(session, NOTICES[purpose], link.id, revision=1, at=at)
    return link


def ask_for_recovery(session: Session, email: str, language: Language, *, at: datetime) -> None:
    """Have a link for a new passphrase sent to an address, if somebody signs in with it.

    For any other address as much is written, so that asking tells nothing: a notice about nobody.
    """
    account = find_account(session, email)
    is_known = account is not None and account.active and account.password is not None
    if account is not None and is_known:
        send_link(session, account, LinkPurpose.RECOVERY, language, at=at)
    else:
        put_notice(session, NoticeKind.RECOVERY, NOBODY, revision=1, at=at)
    subject = account or Account(id=NOBODY)
    record(session, "ask-for-recovery", subject, {}, at=at, by=VISITOR)


def end_links(session: Session, account: Account, *purposes: LinkPurpose, at: datetime) -> None:
    """Make an account's links for some purposes worthless."""
    session.execute(
        update(AccountLink)
        .where(
            AccountLink.account_id == account.id,
            AccountLink.purpose.in_(purposes),
            AccountLink.ends_at > at,
        )
        .values(ends_at=at)
    )


def use_link(session: Session, link: AccountLink, password_hash: str, *, at: datetime) -> None:
    """Give the account of a link a new passphrase; every browser is signed out.

    Raise `LinkOver` where somebody was faster, or the link is over by now.
    """
    claim = (
        update(AccountLink)
        .where(AccountLink.id == link.id, is_good(at))
        .values(used_at=at)
        .returning(AccountLink.id)
    )
    if session.scalar(claim) is None:
        raise LinkOver
    account = link.account
    account.password = password_hash
    end_links(session, account, *LinkPurpose, at=at)
    sign_out_everywhere(session, account)
    by = Principal(PrincipalKind.ACCOUNT, account.id)
    record(session, "choose-passphrase", account, {"by": link.purpose.value}, at=at, by=by)
