"""What sends links and makes them anew."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal
from eventsys.registration.holding import hold_known
from eventsys.registration.links.models import LinkRenewal
from eventsys.registration.links.queries import renewal_digest, sending_digest
from eventsys.registration.models import Registration


def renew_link(
    session: Session, registration: Registration, key: str, *, at: datetime, by: Principal
) -> None:
    """Make the link anew, so that the old one opens nothing; tell whoever has an e-mail address.

    `key` is that of the form: sent again, it changes nothing.
    """
    hold_known(session, registration)
    digest = renewal_digest(registration.public_id, key)
    if session.get(LinkRenewal, digest) is not None:
        return
    session.add(LinkRenewal(key_digest=digest, registration_id=registration.id, created_at=at))
    registration.link_version += 1
    session.flush()
    details = {"registration": registration.reference}
    record(session, "renew link", registration, details, at=at, by=by)
    send_link(session, registration, at=at)


def send_link_once(
    session: Session, registration: Registration, key: str, *, at: datetime, by: Principal
) -> None:
    """Send the link that holds now once more, because an organiser wants it.

    `key` is that of the form: sent again, it changes nothing.
    """
    hold_known(session, registration)
    digest = sending_digest(registration.public_id, key)
    if session.get(LinkRenewal, digest) is not None:
        return
    session.add(LinkRenewal(key_digest=digest, registration_id=registration.id, created_at=at))
    details = {"registration": registration.reference}
    record(session, "send link", registration, details, at=at, by=by)
    send_link(session, registration, at=at)


def send_link(session: Session, registration: Registration, *, at: datetime) -> None:
    """Send the link that holds now to the address on file."""
    hold_known(session, registration)
    registration.revision += 1
    session.flush()
    revision = registration.revision
    put_notice(session, NoticeKind.NEW_LINK, registration.id, revision=revision, at=at)
