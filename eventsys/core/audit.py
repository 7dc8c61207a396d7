"""Who changed what: one row for each change, sealed into a chain of hashes.

Scans, tallies and citizens' own registrations are their own log and stand nowhere else.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core.db import Model
from eventsys.core.keys import Purpose, keys
from eventsys.core.principal import Principal

GENESIS = "0" * 64


class AuditEntry(Model):
    """One change: when, who, what, to what; the details can be erased, their digest stays."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    principal: Mapped[str]
    verb: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[int]
    salt: Mapped[str]
    digest: Mapped[str]
    details: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    chain_no: Mapped[int | None] = mapped_column(unique=True)
    chain_hash: Mapped[str | None]


def record(
    session: Session,
    verb: str,
    subject: Model,
    details: Mapping[str, object],
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Write down a change in the same transaction; `subject` must have its id."""
    text = json.dumps(details, sort_keys=True, default=str, ensure_ascii=False)
    salt = secrets.token_hex(16)
    entry = AuditEntry(
        at=at,
        principal=str(by),
        verb=verb,
        object_kind=subject.__tablename__,
        object_id=vars(subject)["id"],
        salt=salt,
        digest=sha256(f"{salt}{text}".encode()).hexdigest(),
        details=text,
    )
    session.add(entry)


def seal_entries(session: Session) -> int:
    """Chain the committed rows that are not yet sealed, in the order of their ids; count them."""
    unsealed = select(AuditEntry).where(AuditEntry.chain_no.is_(None)).order_by(AuditEntry.id)
    entries = session.scalars(unsealed).all()
    newest = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.chain_no.is_not(None))
        .order_by(AuditEntry.chain_no.desc())
        .limit(1)
    )
    number, previous = (0, GENESIS) if newest is None else (newest.chain_no, newest.chain_hash)
    for position, entry in enumerate(entries, start=(number or 0) + 1):
        previous = link(previous, position, entry)
        entry.chain_no, entry.chain_hash = position, previous
    return len(entries)


def first_broken_link(session: Session) -> int | None:
    """Find the first link of the chain that is missing or does not fit; None where all hold."""
    previous: str | None = GENESIS
    sealed = select(AuditEntry).where(AuditEntry.chain_no.is_not(None))
    for number, entry in enumerate(session.scalars(sealed.order_by(AuditEntry.chain_no)), start=1):
        if entry.chain_no != number or entry.chain_hash != link(previous, number, entry):
            return number
        previous = entry.chain_hash
    return None


def link(previous: str | None, number: int, entry: AuditEntry) -> str:
    """Compute a row's seal from the one before and from all but the erasable details."""
    parts = (
        previous,
        number,
        entry.id,
        entry.at.isoformat(),
        entry.principal,
        entry.verb,
        entry.object_kind,
        entry.object_id,
        entry.digest,
    )
    key = keys().derived(Purpose.AUDIT)[-1].encode()
    return hmac.digest(key, "|".join(map(str, parts)).encode(), "sha256").hex()
