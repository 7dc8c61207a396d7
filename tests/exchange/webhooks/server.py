"""A receiver of news on loopback that answers as a test tells it to, under a name of its own."""

import socketserver
import ssl
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from cryptography import x509

from eventsys.exchange.webhooks.sending import Sender, connect
from tests.messages.server import make_certificate

HOST = "news.example.org"
URL = f"https://{HOST}/eventsys?team=7"
OK = b"HTTP/1.1 204 No Content\r\n\r\n"
PATIENCE = 30.0  # a busy machine is no receiver that is slow


@dataclass
class Request:
    """What a receiver was sent."""

    line: str
    headers: dict
    body: bytes


@dataclass
class Partner:
    """Takes news; `answers` are given in turn, then all are taken."""

    answers: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    connections: int = 0
    port: int = 0
    certificate: str = ""

    @property
    def ids(self):
        """List the ids of what came."""
        return [each.headers["webhook-id"] for each in self.requests]

    def sender(self, *, addresses=("127.0.0.1",), is_allowed=lambda _: True, **changes):
        """Make a sender for which this receiver stands where its name leads."""
        values = {
            "resolve": lambda _host, _port: addresses,
            "is_allowed": is_allowed,
            "connect": self.connect,
            "trust": ssl.create_default_context(cafile=self.certificate),
            "seconds": PATIENCE,
        }
        return Sender(**(values | changes))

    def connect(self, addresses, _port, clock):
        """Connect as in earnest, to the port of this receiver."""
        return connect(addresses, self.port, clock)


class Handler(socketserver.StreamRequestHandler):
    """Reads one request and gives one answer."""

    def handle(self):
        partner = self.server.partner
        line = self.rfile.readline().decode().strip()
        headers = {}
        while head := self.rfile.readline().decode().strip():
            name, _, value = head.partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", 0)))
        partner.requests.append(Request(line, headers, body))
        answer = partner.answers.pop(0) if partner.answers else OK
        for part in answer if isinstance(answer, list) else [answer]:
            if isinstance(part, float):
                time.sleep(part)
            else:
                self.wfile.write(part)
                self.wfile.flush()


class Server(socketserver.ThreadingTCPServer):
    """Speaks TLS with whoever connects; says nothing of those who hang up."""

    daemon_threads = True

    def __init__(self, partner, identity):
        super().__init__(("127.0.0.1", 0), Handler)
        self.partner, self.identity = partner, identity
        partner.port = self.server_address[1]

    def process_request_thread(self, request, client_address):
        self.partner.connections += 1
        try:
            with self.identity.wrap_socket(request, server_side=True) as line:
                self.finish_request(line, client_address)
        except OSError:
            pass


@contextmanager
def serving(folder, *, name=HOST):
    """Run a receiver; its certificate is for one name."""
    certificate, key = make_certificate(folder, x509.DNSName(name))
    identity = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    identity.load_cert_chain(certificate, key)
    partner = Partner(certificate=str(certificate))
    with Server(partner, identity) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield partner
        server.shutdown()
        thread.join()
