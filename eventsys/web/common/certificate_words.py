"""What a certificate says, in words: for its paper, its public page and the back office."""

from dataclasses import dataclass

from eventsys.attendance.certificates.models import Certificate
from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.web.common.dates import say_date
from eventsys.web.common.words import _, listed, ngettext

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, kw_only=True)
class CertificateWords:
    """What a certificate says, in a reader's language; the title is in its own."""

    title: str
    title_language: Language
    dates: str
    length: str
    attended: str
    issued: str
    revoked: str


def certificate_words(certificate: Certificate, zone: str, language: Language) -> CertificateWords:
    """Put what a certificate says into words; `revoked` is empty where it is in force."""
    first, last = local_day(certificate.starts_at, zone), local_day(certificate.ends_at, zone)
    revoked_at = certificate.revoked_at
    return CertificateWords(
        title=certificate.title,
        title_language=certificate.title_language,
        dates=say_date(first, language)
        if first == last
        else _(
            "%(first)s to %(last)s",
            first=say_date(first, language),
            last=say_date(last, language),
        ),
        length=say_length(certificate.minutes),
        attended=say_attended(certificate.attended, certificate.held),
        issued=say_date(local_day(certificate.issued_at, zone), language),
        revoked=say_date(local_day(revoked_at, zone), language) if revoked_at else "",
    )


def say_attended(attended: int, held: int) -> str:
    """Say how many of a course's dates somebody came to."""
    return ngettext(
        "%(attended)s of %(num)d date", "%(attended)s of %(num)d dates", held, attended=attended
    )


def say_length(minutes: int) -> str:
    """Say how long something is, in hours and minutes."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    parts = (
        ngettext("%(num)d hour", "%(num)d hours", hours) if hours else "",
        ngettext("%(num)d minute", "%(num)d minutes", rest) if rest or not hours else "",
    )
    return listed(filter(None, parts))
