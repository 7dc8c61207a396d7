"""What phones hold of a ticket, and what its holder sees."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

HASH_BYTES = 12
SHORT_BYTES = 6
FAMILY_BYTES = 4  # of 3,000 families two are taken for one at one event in a thousand


@dataclass(frozen=True)
class TicketCodes:
    """What the holder shows: the code behind the QR, and the short code beside it."""

    code: str
    short_code: str


@dataclass(frozen=True)
class Span:
    """A time during which a ticket was blocked; the end is excluded."""

    since: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Past:
    """What a ticket was before: codes that admit nobody since a moment, and blocks that ended.

    The codes are kept as the hashes that scans carry of what was read.
    """

    codes: Mapping[str, datetime] = field(default_factory=dict)
    blocks: Sequence[Span] = ()

    def was_blocked(self, at: datetime) -> bool:
        """Tell whether the ticket was blocked at a moment."""
        return any(span.since <= at < span.until for span in self.blocks)


NO_PAST = Past()


def read_past(stored: Mapping[str, Any] | None) -> Past:
    """Read what is kept of a ticket's past."""
    if not stored:
        return NO_PAST
    moment = datetime.fromisoformat
    return Past(
        codes={read: moment(at) for read, at in stored["codes"].items()},
        blocks=[Span(moment(since), moment(until)) for since, until in stored["blocks"]],
    )


def keep_past(past: Past) -> dict[str, Any]:
    """Write a ticket's past down."""
    return {
        "codes": {read: at.isoformat() for read, at in past.codes.items()},
        "blocks": [[span.since.isoformat(), span.until.isoformat()] for span in past.blocks],
    }


def roster_hash(salt: str, code: str) -> str:
    """Compute what phones hold of a code: base64url of the first 12 bytes of a salted SHA-256."""
    return salted(salt, code, HASH_BYTES)


def roster_short(salt: str, short_code: str) -> str:
    """Compute what phones hold of a short code: the same with 6 bytes."""
    return salted(salt, short_code, SHORT_BYTES)


def roster_family(salt: str, public_id: str) -> str:
    """Compute what the tickets of one registration have in common on phones: a very short hash.

    A registration's public id is drawn at random, so nobody comes back to it by trying.
    """
    return salted(salt, f"family {public_id}", FAMILY_BYTES)


def salted(salt: str, code: str, length: int) -> str:
    """Hash salt and code, truncate, and write it without padding."""
    digest = sha256(salt_bytes(salt) + code.encode("ascii", "replace")).digest()[:length]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@lru_cache(maxsize=256)
def salt_bytes(salt: str) -> bytes:
    """Read a salt's bytes from its base64url form."""
    return base64.urlsafe_b64decode(salt + "=" * (-len(salt) % 4))
