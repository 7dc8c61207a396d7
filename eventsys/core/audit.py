"""Who changed what: one row for each change; `core/audit_chain.py` seals the rows into a chain.

Scans, tallies and citizens' own registrations are their own log and stand nowhere else.
"""

import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Index, String, and_, or_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsys.core.db import Model
from eventsys.core.principal import Principal

SHORT = len('"Peter"')


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


def forget_details_of(session: Session, objects: Mapping[str, Collection[int]]) -> None:
    """Empty what entries tell of some objects, by their kind; that it happened stays, sealed."""
    for kind, ids in objects.items():
        is_theirs = and_(AuditEntry.object_kind == kind, AuditEntry.object_id.in_(ids))
        empty(session, is_theirs)


def forget_details_with(session: Session, words: Iterable[str]) -> None:
    """Empty what entries tell wherever one of some words stands in it.

    A short one may be part of any other word: it must stand there alone.
    """
    quoted = [json.dumps(each, ensure_ascii=False) for each in words]
    written = [each if len(each) < SHORT else each[1:-1] for each in quoted]
    empty(session, or_(*(AuditEntry.details.contains(each, autoescape=True) for each in written)))


def empty(session: Session, which: ColumnElement[bool]) -> None:
    """Empty details, and the salt with which a guess of them could be tried."""
    session.execute(
        update(AuditEntry)
        .where(AuditEntry.details.is_not(None), which)
        .values(details=None, salt="")
        .execution_options(synchronize_session=False)
    )
