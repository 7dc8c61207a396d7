"""The certificates that somebody was given, in words for organisers."""

from dataclasses import dataclass

from flask import url_for

from eventsys.attendance.certificates.models import Certificate
from eventsys.attendance.certificates.queries import code_of, list_certificates_of
from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.people.queries import name_principals
from eventsys.web.common.certificate_words import CertificateWords, certificate_words
from eventsys.web.common.words import _
from eventsys.web.organiser.completion.found import Found


@dataclass(frozen=True, kw_only=True)
class GivenCertificate:
    """A certificate in force: what it says, who issued it, and the page that tells everybody."""

    words: CertificateWords
    language: str
    issued_by: str
    url: str


@dataclass(frozen=True, kw_only=True)
class EarlierCertificate:
    """A certificate that was taken back, and why."""

    words: CertificateWords
    reason: str


def given_of(
    certificate: Certificate | None, found: Found, language: Language
) -> GivenCertificate | None:
    """Put a certificate in force into words."""
    if certificate is None:
        return None
    names = name_principals(db.session(), [certificate.issued_by])
    return GivenCertificate(
        words=certificate_words(certificate, found.view.zone, language),
        language=certificate.language.own_name,
        issued_by=names.get(certificate.issued_by) or _("the system"),
        url=url_for("public.certificate", lang=language, code=code_of(certificate)),
    )


def earlier_of(participant_id: int, found: Found, language: Language) -> list[EarlierCertificate]:
    """Put those into words that were taken back, the newest first."""
    return [
        EarlierCertificate(
            words=certificate_words(each, found.view.zone, language),
            reason=each.revoked_because or "",
        )
        for each in list_certificates_of(db.session(), participant_id)
        if each.revoked_at is not None
    ]
