"""What makes mails of links to accounts."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.core.notice_kinds import OF_ACCOUNTS
from eventsys.core.outbox import Notice
from eventsys.messages.models import OutboxMessage
from eventsys.messages.rules import message_id_of
from eventsys.people.links.models import AccountLink
from eventsys.registration.rules import Channel

MANY = 100


def compose_account_notices(session: Session, *, base_url: str, at: datetime) -> int:
    """Make a mail of each link that waits to be sent; count the notices.

    One whose subject is nobody was laid for an address that has no account, so that asking takes
    as long for it as for any other: nothing is sent.
    """
    waiting = select(Notice.id).where(Notice.composed_at.is_(None), Notice.kind.in_(OF_ACCOUNTS))
    claimed = session.scalars(
        update(Notice)
        .where(Notice.id.in_(waiting.order_by(Notice.id).limit(MANY)), Notice.composed_at.is_(None))
        .values(composed_at=at)
        .returning(Notice)
    ).all()
    for notice in claimed:
        link = session.get(AccountLink, notice.subject_id)
        if link is not None:
            session.add(mail_of(notice, link, base_url=base_url, at=at))
    return len(claimed)


def mail_of(notice: Notice, link: AccountLink, *, base_url: str, at: datetime) -> OutboxMessage:
    """Write the mail with a link down."""
    address = link.account.email
    return OutboxMessage(
        notice_id=notice.id,
        kind=notice.kind,
        subject_id=link.id,
        revision=notice.revision,
        recipient=address,
        channel=Channel.EMAIL.value,
        message_id=message_id_of(notice.kind, link.id, notice.revision, address, base_url),
        created_at=at,
        due_at=at,
    )
