"""What a receiver's address may be, how news are signed and when they are tried; plain values."""

import base64
import hmac
import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from eventsys.core.news_kinds import NewsKind

OFFERED_KINDS = tuple(kind for kind in NewsKind if kind is not NewsKind.TEST)
"""What a receiver may choose from; test news come by a press alone."""
LONGEST_URL, LONGEST_LABEL = 500, 80
MOST_RECEIVERS = 20
PORTS = frozenset({443, 8443})
SECRET_PREFIX, SECRET_BYTES = "whsec_", 32

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
MOST_TRIES = len(WAITS) + 1
LEASE = timedelta(minutes=2)
SHORTEST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=10)
MOST_DOUBLINGS = 10
OFF_AFTER = timedelta(days=5)
"""After so long without one delivery that arrived, a receiver is switched off."""
DEAD_AFTER = timedelta(days=1)
"""After so long the organisers' first page says so."""
KEPT = timedelta(days=30)
"""How long the log of deliveries is kept."""
BOTH_SECRETS = timedelta(days=1)
"""How long the secret that was replaced signs beside the new one."""
BETWEEN_TOTALS = timedelta(minutes=1)

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
LOCAL = ("local", "localhost", "internal", "intranet", "lan", "home", "corp", "arpa", "onion")
"""Names that lead nowhere outside; the answer of the name servers is judged besides."""
TUNNELS = tuple(
    map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "192.88.99.0/24"))
)
"""Addresses that carry another one within, which may be anybody's."""


class DeliveryState(StrEnum):
    """Where a delivery stands on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    GIVEN_UP = "given-up"


class Failure(StrEnum):
    """Why a try failed."""

    UNKNOWN_HOST = "unknown-host"
    PRIVATE = "private-address"
    UNREACHABLE = "unreachable"
    NO_TRUST = "no-trust"
    SLOW = "slow"
    GARBLED = "garbled"
    REDIRECT = "redirect"
    REFUSED = "refused"
    LOST = "lost"
    SWITCHED_OFF = "switched-off"


class UrlFault(StrEnum):
    """Why an address cannot be a receiver's."""

    LONG = "long"
    NOT_HTTPS = "not-https"
    NO_HOST = "no-host"
    PRIVATE = "private"
    PORT = "port"
    EXTRA = "extra"


def fault_of(url: str) -> UrlFault | None:
    """Tell why an address cannot be a receiver's; None where it can."""
    if len(url) > LONGEST_URL:
        return UrlFault.LONG
    if not url.isascii() or re.search(r"[\x00-\x20\x7f\\]", url):
        return UrlFault.NO_HOST
    if not url.lower().startswith("https://"):
        return UrlFault.NOT_HTTPS
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        return UrlFault.NO_HOST
    return fault_of_host(parts.hostname or "") or fault_of_rest(parts, port)


def fault_of_host(host: str) -> UrlFault | None:
    """Judge the name of a server: a whole one with its domain, and no number."""
    if is_number(host) or host == "localhost" or host.rpartition(".")[2] in LOCAL:
        return UrlFault.PRIVATE
    return None if HOST.fullmatch(host) else UrlFault.NO_HOST


def is_number(host: str) -> bool:
    """Tell whether a host is an address in one of the many ways to write one."""
    last = host.rpartition(".")[2]
    return ":" in host or bool(re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last))


def fault_of_rest(parts: SplitResult, port: int) -> UrlFault | None:
    """Judge what stands around the host."""
    if port not in PORTS:
        return UrlFault.PORT
    if parts.username is not None or parts.password is not None or parts.fragment:
        return UrlFault.EXTRA
    return None


def is_public(text: str) -> bool:
    """Tell whether an address is one of the open internet, and carries no other one within."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return is_global(address) and not any(address in tunnel for tunnel in TUNNELS)


def is_global(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address belongs to one machine somewhere in the open internet."""
    is_special = address.is_multicast or address.is_reserved or address.is_unspecified
    is_near = address.is_private or address.is_loopback or address.is_link_local
    is_site = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (is_special or is_near or is_site)


def new_secret() -> str:
    """Make a secret, written as the libraries of Standard Webhooks read it."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Sign news: HMAC-SHA256 over id, moment and body, as Standard Webhooks has it."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def next_try_at(tries: int, at: datetime) -> datetime | None:
    """Tell when a delivery is tried again after so many tries; None where it is given up."""
    return at + WAITS[tries - 1] if tries < MOST_TRIES else None


def rest_until(failures: int, at: datetime) -> datetime:
    """Tell until when nothing goes to a receiver that failed so often in a row."""
    doublings = min(failures - 1, MOST_DOUBLINGS)
    return at + min(SHORTEST_REST * (1 << doublings), LONGEST_REST)


def is_dead(failing_since: datetime | None, at: datetime) -> bool:
    """Tell whether a receiver has failed for so long that it is switched off."""
    return failing_since is not None and at - failing_since >= OFF_AFTER
