"""A mail server on loopback that does what a test tells it to, with a certificate of its own."""

import asyncio
import ipaddress
import ssl
from contextlib import contextmanager
from datetime import timedelta

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from eventsys.core import clock


class Desk:
    """Takes mail; `answers` are given in turn at the end of each mail, then all is taken."""

    def __init__(self, *answers, recipient="250 OK"):
        self.answers = list(answers)
        self.recipient = recipient
        self.taken = []
        self.tries = 0
        vars(self).update(handle_RCPT=self.take_recipient, handle_DATA=self.take_mail)

    async def take_recipient(self, server, session, envelope, address, rcpt_options):
        if self.recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def take_mail(self, server, session, envelope):
        self.tries += 1
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith(("2", "drop", "slow")):
            self.taken.append(envelope.content)
        if answer == "slow":
            await asyncio.sleep(1)
        if answer.startswith("drop"):
            server.transport.abort()
        return "250 OK" if answer == "slow" else answer


class Server(Controller):
    """Takes whichever port is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


LOOPBACK = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))


def make_certificate(folder, of=LOOPBACK):
    """Write a self-signed certificate, if not said otherwise for 127.0.0.1, and tell its paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([of]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


@contextmanager
def mail_server(desk, folder, *, scheme="smtp", tls=True, user=None):
    """Run a server; give its address and what trusts its certificate."""
    certificate, key = make_certificate(folder)
    identity = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    identity.load_cert_chain(certificate, key)
    settings = {"hostname": "127.0.0.1", "port": 0}
    if scheme == "smtps":
        controller = Server(desk, ssl_context=identity, **settings)
    else:
        options = {"tls_context": identity, "require_starttls": True} if tls else {}
        if user is not None:
            options |= {"authenticator": only(*user), "auth_required": True}
        controller = Server(desk, **settings, **options)
    controller.start()
    signed_in = f"{user[0]}:{user[1]}@" if user else ""
    try:
        yield (
            f"{scheme}://{signed_in}127.0.0.1:{controller.port}",
            ssl.create_default_context(cafile=str(certificate)),
        )
    finally:
        controller.stop()


def only(name, password):
    def authenticate(server, session, envelope, mechanism, login):
        return AuthResult(
            success=(login.login, login.password) == (name.encode(), password.encode()),
            handled=False,
        )

    return authenticate
