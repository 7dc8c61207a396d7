"""Who changed what: one row for each change; `core/audit_chain.py` seals the rows into a chain.

Scans, tallies and citizens' own registrations are their own log and stand nowhere else.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core.db import Model
from eventsys.core.principal import Principal


class AuditEntry(Model):
    """One change: when, who, what, to what; the details can be erased, their digest stays."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_principal_id", "principal", "id"),
        Index("ix_audit_entry_verb_id", "verb", "id"),
        Index("ix_audit_entry_object_kind_object_id_id", "object_kind", "object_id", "id"),
    )

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
    chain_key: Mapped[str | None] = mapped_column(String(16))


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
