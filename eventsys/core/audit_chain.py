"""The chain over the audit log: each row is sealed with the one before and a key.

The key is none of the database's. Who can write to the database alone can neither change a row
unseen nor seal the log anew: what was sealed last is also written down beside it (`Anchor`).
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.audit import AuditEntry
from eventsys.core.keys import keys

GENESIS = "0" * 64
AT_A_TIME = 1000
SEALED_PARTS = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.principal,
    AuditEntry.verb,
    AuditEntry.object_kind,
    AuditEntry.object_id,
    AuditEntry.digest,
)
CHAIN_PARTS = (AuditEntry.chain_no, AuditEntry.chain_hash, AuditEntry.chain_key)


@dataclass(frozen=True)
class Anchor:
    """A link of the chain, written down outside the database."""

    number: int
    chain_hash: str


START = Anchor(0, GENESIS)


@dataclass(frozen=True, kw_only=True)
class Chain:
    """What the chain was found to be."""

    tip: Anchor
    broken: int | None = None
    """The first link that is missing or does not fit."""
    lost_key: str | None = None
    """The name of the key that sealed the broken link, where it is not among ours."""


def seal_entries(session: Session) -> int:
    """Chain the oldest rows that are not yet sealed, in the order of their ids; count them."""
    unsealed = select(AuditEntry).where(AuditEntry.chain_no.is_(None)).order_by(AuditEntry.id)
    entries = session.scalars(unsealed.limit(AT_A_TIME)).all()
    tip = find_tip(session)
    previous = tip.chain_hash
    name, key = next(iter(keys().audit_keys.items()))
    for number, entry in enumerate(entries, start=tip.number + 1):
        parts = [getattr(entry, column.key) for column in SEALED_PARTS]
        previous = link(previous, number, parts, name, key)
        entry.chain_no, entry.chain_hash, entry.chain_key = number, previous, name
    return len(entries)


def find_tip(session: Session) -> Anchor:
    """Find the newest link."""
    sealed = select(AuditEntry.chain_no, AuditEntry.chain_hash)
    sealed = sealed.where(AuditEntry.chain_no.is_not(None))
    newest = session.execute(sealed.order_by(AuditEntry.chain_no.desc()).limit(1)).first()
    return START if newest is None else Anchor(newest[0] or 0, newest[1] or GENESIS)


def holds(session: Session, anchor: Anchor) -> bool:
    """Tell whether the chain still has the link that was written down outside."""
    if anchor == START:
        return True
    found = select(AuditEntry.chain_hash).where(AuditEntry.chain_no == anchor.number)
    return session.scalar(found) == anchor.chain_hash


def examine(session: Session) -> Chain:
    """Look at all links, a thousand at a time, up to the first that does not fit."""
    tip = START
    known = keys().audit_keys
    for row in read_links(session):
        number, chain_hash, name = row[-3:]
        if number != tip.number + 1 or not fits(row, tip.chain_hash):
            lost = name if name is not None and name not in known else None
            return Chain(tip=tip, broken=tip.number + 1, lost_key=lost)
        tip = Anchor(number, chain_hash)
    return Chain(tip=tip)


def read_links(session: Session) -> Iterator[Sequence[Any]]:
    """Read what was sealed, and its seals, in the chain's order."""
    after = -1
    links = select(*SEALED_PARTS, *CHAIN_PARTS).order_by(AuditEntry.chain_no).limit(AT_A_TIME)
    while rows := session.execute(links.where(AuditEntry.chain_no > after)).all():
        for row in rows:
            yield tuple(row)
        after = rows[-1].chain_no


def fits(row: Sequence[Any], previous: str) -> bool:
    """Tell whether a link is the one that a key of ours makes; older ones do not say which."""
    *parts, number, chain_hash, name = row
    known = keys().audit_keys
    tried = known.values() if name is None else [known[name]] if name in known else []
    return any(
        hmac.compare_digest(str(chain_hash), link(previous, number, parts, name, key))
        for key in tried
    )


def link(
    previous: str, number: object, parts: Sequence[Any], name: object | None, key: bytes
) -> str:
    """Compute a row's seal from the one before and from all but the erasable details."""
    entry_id, at, *others = parts
    all_parts = [previous, number, entry_id, at.isoformat(), *others]
    if name is not None:
        all_parts.append(name)
    return hmac.digest(key, "|".join(map(str, all_parts)).encode(), "sha256").hex()
