"""What drops messages to people, with what is known of their addresses."""

from collections.abc import Collection

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from eventsys.core.notice_kinds import OF_REGISTRATIONS, NoticeKind
from eventsys.core.outbox import Notice
from eventsys.messages.channels.models import BrokenChannel, Mute
from eventsys.messages.models import OutboxMessage
from eventsys.registration.models import Registration

OF_PEOPLE = OF_REGISTRATIONS - {NoticeKind.REMINDER, NoticeKind.THANKS}
"""What has a registration for its subject; reminders and thanks have an occasion."""


def forget(session: Session, registration_ids: Collection[int]) -> None:
    """Drop what was sent to people or still waits, and what is known of their addresses.

    An address that another registration has stays known. The contacts must still be there.
    """
    gone = addresses(session, registration_ids)
    for statement in (
        delete(BrokenChannel).where(BrokenChannel.recipient.in_(gone)),
        delete(Mute).where(Mute.recipient.in_(gone)),
        delete(OutboxMessage).where(OutboxMessage.registration_id.in_(registration_ids)),
        delete(Notice).where(Notice.subject_id.in_(registration_ids), Notice.kind.in_(OF_PEOPLE)),
    ):
        session.execute(statement.execution_options(synchronize_session=False))


def addresses(session: Session, registration_ids: Collection[int]) -> set[str]:
    """List the addresses and numbers that no other registrations have."""
    columns = Registration.contact_email, Registration.contact_phone
    theirs = select(*columns).where(Registration.id.in_(registration_ids))
    known = {each for row in session.execute(theirs) for each in row if each}
    others = select(*columns).where(
        Registration.id.not_in(registration_ids), or_(*(each.in_(known) for each in columns))
    )
    return known - {each for row in session.execute(others) for each in row}
