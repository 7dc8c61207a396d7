"""Keys derived from the secret, one for each purpose; older secrets are tried in turn."""

import base64
import hmac
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIGNATURE_BYTES = 16
NAME_LENGTH = 16


class Purpose(StrEnum):
    """What a key is for; a signature made for one purpose is worth nothing for another."""

    TICKET = "ticket"
    CERTIFICATE = "certificate"
    ROSTER_SALT = "roster-salt"
    REGISTRATION_LINK = "registration-link"
    MUTE_LINK = "mute-link"
    SURVEY_LINK = "survey-link"
    EXIT_LINK = "exit-link"
    ACCOUNT_LINK = "account-link"
    FEED_LINK = "feed-link"
    FORM = "form"
    TOTP = "totp"
    RECOVERY = "recovery"
    SESSION = "session"
    AUDIT = "audit"
    WEBHOOK = "webhook"
    FILE = "file"


@lru_cache(maxsize=128)
def derive(secret: str, purpose: Purpose) -> bytes:
    """Derive the 32 bytes that serve one purpose (HKDF, RFC 5869)."""
    return HKDF(SHA256(), length=32, salt=None, info=f"eventsys {purpose}".encode()).derive(
        secret.encode()
    )


def by_name(keys: Iterable[bytes]) -> dict[str, bytes]:
    """Give each key a name that tells nothing of it, in their order."""
    encoded = (base64.urlsafe_b64encode(key) for key in keys)
    return {hmac.digest(key, b"name", "sha256").hex()[:NAME_LENGTH]: key for key in encoded}


class KeyRing:
    """The keys of one installation."""

    def __init__(
        self, secret: str, fallbacks: Sequence[str] = (), audit_keys: Sequence[str] = ()
    ) -> None:
        self.secrets = (secret, *fallbacks)
        self.audit_keys = by_name(
            derive(key, Purpose.AUDIT) for key in (*audit_keys, *self.secrets)
        )
        """The keys that seal the audit log, by their names; the first seals, all can check."""
        self.boxes = {purpose: self._box(purpose) for purpose in Purpose}

    def _box(self, purpose: Purpose) -> MultiFernet:
        keys = (base64.urlsafe_b64encode(derive(secret, purpose)) for secret in self.secrets)
        return MultiFernet([Fernet(key) for key in keys])

    def seal(self, purpose: Purpose, text: str) -> bytes:
        """Encrypt a text, so that the database alone does not tell it."""
        return self.seal_bytes(purpose, text.encode())

    def unseal(self, purpose: Purpose, sealed: bytes) -> str:
        """Decrypt what `seal` made."""
        return self.unseal_bytes(purpose, sealed).decode()

    def seal_bytes(self, purpose: Purpose, content: bytes) -> bytes:
        """Encrypt what is no text, such as a part of a file."""
        return self.boxes[purpose].encrypt(content)

    def unseal_bytes(self, purpose: Purpose, sealed: bytes) -> bytes:
        """Decrypt what `seal_bytes` made."""
        return self.boxes[purpose].decrypt(sealed)

    def sign(self, purpose: Purpose, text: str) -> str:
        """Sign a text; the signature fits into an address."""
        return self._signature(self.secrets[0], purpose, text)

    def is_signed(self, purpose: Purpose, text: str, signature: str) -> bool:
        """Tell, in constant time, whether the signature was made here for this text."""
        given = signature.encode("utf-8", "replace")
        return any(
            hmac.compare_digest(self._signature(secret, purpose, text).encode(), given)
            for secret in self.secrets
        )

    def derived(self, purpose: Purpose) -> list[str]:
        """Give the keys of one purpose, newest first, for libraries that hold their own."""
        return [
            base64.urlsafe_b64encode(derive(secret, purpose)).decode() for secret in self.secrets
        ]

    def _signature(self, secret: str, purpose: Purpose, text: str) -> str:
        mac = hmac.digest(derive(secret, purpose), text.encode(), "sha256")[:SIGNATURE_BYTES]
        return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


_rings: list[KeyRing] = []


def use_keys(ring: KeyRing) -> None:
    """Put the keys of this installation in place; `create_app` does it once."""
    _rings[:] = [ring]


def keys() -> KeyRing:
    """Give the keys of this installation."""
    return _rings[0]
