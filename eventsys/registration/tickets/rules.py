"""What phones hold of a ticket, and what its holder sees."""

import base64
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

HASH_BYTES = 12
SHORT_BYTES = 6
FAMILY_BYTES = 4  # of 3,000 families two are taken for one at one event in a thousand


@dataclass(frozen=True)
class TicketCodes:
    """What the holder shows: the code behind the QR, and the short code beside it."""

    code: str
    short_code: str


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
