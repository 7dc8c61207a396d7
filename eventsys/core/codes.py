"""Codes for people and machines: made, checked and read back.

Ticket codes are 24 characters of Crockford's base32 (120 bits). Short codes and references are 8
characters of an alphabet without look-alikes, the last a check character: the sum of position
times value, modulo 31. As 31 is prime, every wrong character and every swap of two neighbours
shows.
"""

import re
import secrets
from base64 import b32encode
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORT = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 24
CODE_BYTES = 15
TO_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", CROCKFORD.encode())
SHORT_LENGTH = 8
IN_CROCKFORD = re.compile(f"[{CROCKFORD}]{{{CODE_LENGTH}}}")
IN_SHORT = re.compile(f"[{SHORT}]{{{SHORT_LENGTH}}}")

LOOK_ALIKES = str.maketrans("ILO", "110")
GAPS = re.compile(r"[\s\u00ad\u2010-\u2015-]+")


class CodeKind(StrEnum):
    """What a scan has read."""

    CODE = "code"
    SHORT_CODE = "short-code"
    CODE_HASH = "code-hash"
    OTHER = "other"


@dataclass(frozen=True)
class CodeRead:
    """What was read, normalised."""

    kind: CodeKind
    value: str

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 that stands for what was read; the text itself is never kept."""
        return digest_of(self.value)


def new_code() -> str:
    """Make a ticket's code: 120 bits."""
    return b32encode(secrets.token_bytes(CODE_BYTES)).translate(TO_CROCKFORD).decode()


def new_short_code() -> str:
    """Make a short code, a reference or a pairing code."""
    body = "".join(secrets.choice(SHORT) for _ in range(SHORT_LENGTH - 1))
    return body + check_character(body)


def new_public_id() -> str:
    """Make an id that can stand in an address without telling how many there are."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(16)).lower()


def check_character(body: str) -> str:
    """Compute the character that guards a short code's first seven."""
    return SHORT[sum(i * SHORT.index(c) for i, c in enumerate(body, start=1)) % len(SHORT)]


def is_short_code(text: str) -> bool:
    """Tell whether a normalised text is a short code with the right check character."""
    return IN_SHORT.fullmatch(text) is not None and check_character(text[:-1]) == text[-1]


def normalise(text: str) -> str:
    """Take what follows the last `/T/`, in upper case, without blanks and hyphens."""
    return GAPS.sub("", text.upper().rpartition("/T/")[2])


def read_code(text: str) -> CodeRead:
    """Read a QR text, a bare code or a short code; anything else is kept as `other`."""
    normalised = normalise(text)
    if is_short_code(normalised):
        return CodeRead(CodeKind.SHORT_CODE, normalised)
    code = normalised.translate(LOOK_ALIKES)
    if IN_CROCKFORD.fullmatch(code):
        return CodeRead(CodeKind.CODE, code)
    return CodeRead(CodeKind.OTHER, normalised)


def grouped(short_code: str) -> str:
    """Write a short code in two groups of four, as people read it aloud."""
    return f"{short_code[:4]}-{short_code[4:]}"


def digest_of(text: str) -> str:
    """Compute the SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
