"""A device that holds passkeys, in software: it signs what a browser would have signed."""

import base64
import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from tests.settings import BASE_URL

KNOWS_OWNER, IS_THERE, HAS_KEY = 0x04, 0x01, 0x40


def text_of(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """A phone with one passkey; `origin` is the page that it believes to be on."""

    origin: str = BASE_URL
    knows_owner: bool = True
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: token_bytes(16))
    handle: bytes = b""
    count: int = 0

    def create(self, options):
        """Make a passkey, as the options of the page ask for it."""
        self.handle = bytes_of(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        made = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self.facts(options["rp"]["id"], HAS_KEY) + made + cbor2.dumps(public)
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self.answer(
            clientDataJSON=text_of(self.client_data("webauthn.create", options)),
            attestationObject=text_of(attested),
            transports=["internal"],
        )

    def get(self, options):
        """Sign in, as the options of the page ask for it."""
        self.count += 1
        client_data = self.client_data("webauthn.get", options)
        data = self.facts(options["rpId"], 0)
        signature = self.key.sign(data + sha256(client_data).digest(), ec.ECDSA(SHA256()))
        return self.answer(
            clientDataJSON=text_of(client_data),
            authenticatorData=text_of(data),
            signature=text_of(signature),
            userHandle=text_of(self.handle),
        )

    def facts(self, host, more):
        """Write what the device knows: for which host, that somebody is there and who."""
        flags = IS_THERE | more | (KNOWS_OWNER if self.knows_owner else 0)
        return sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def client_data(self, kind, options):
        """Write what the browser adds: the question, and on which page it was asked."""
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def answer(self, **response):
        known = text_of(self.credential_id)
        return json.dumps(
            {
                "id": known,
                "rawId": known,
                "type": "public-key",
                "response": response,
                "extensions": json.dumps({"credProps": {"rk": True}}),
            }
        )
