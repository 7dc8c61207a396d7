"""Certificates as one accessible PDF, a page for each holder in the holder's language."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from eventsys.documents.errors import TooManyTickets
from eventsys.documents.orders import Order
from eventsys.documents.press import press

LARGEST_BATCH = 1000
TEMPLATE = "certificate.typ"
MASK = 7  # to find the best for each of 500 codes takes longer than all the rest


@dataclass(frozen=True, kw_only=True)
class CertificateLabels:
    """The words beside the values, in a certificate's language."""

    sender: str
    heading: str
    name: str
    title: str
    dates: str
    attended: str
    length: str
    issued: str
    hint: str
    picture: str


@dataclass(frozen=True, kw_only=True)
class CertificateFace:
    """What stands on one certificate, already worded; without a name there is a line for it."""

    language: str
    labels: CertificateLabels
    name: str | None
    title: str
    dates: str
    attended: str
    length: str
    issued: str
    address: str


@dataclass(frozen=True, kw_only=True)
class CertificateBatch:
    """Certificates that are printed together; `made_at` makes the file the same each time."""

    title: str
    sender: str
    language: str
    made_at: datetime
    certificates: Sequence[CertificateFace]


def certificate_address(base_url: str, code: str) -> str:
    """Spell the address that a certificate's QR holds, in upper case: the symbol stays small."""
    return f"{base_url.rstrip('/')}/C/{code}".upper()


def print_certificates(batch: CertificateBatch) -> bytes:
    """Make one PDF of the certificates; raise `PressFailed` or `TooManyTickets`."""
    if len(batch.certificates) > LARGEST_BATCH:
        raise TooManyTickets(asked=len(batch.certificates), largest=LARGEST_BATCH)
    order = certificate_order(batch)
    return press.make(order.template, order.job)


def certificate_order(batch: CertificateBatch) -> Order:
    """Put what is asked of the typesetter."""
    job = asdict(batch) | {"made_at": int(batch.made_at.timestamp())}
    job["certificates"] = [face | {"mask": MASK} for face in job["certificates"]]
    return Order(template=TEMPLATE, job=job, many="certificates")
