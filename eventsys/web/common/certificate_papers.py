"""Certificates in words, for print: each in its holder's language."""

from collections.abc import Sequence

from flask import current_app

from eventsys.attendance.certificates.queries import PrintedCertificate
from eventsys.core.text import Language
from eventsys.documents.certificates import (
    CertificateBatch,
    CertificateFace,
    CertificateLabels,
    certificate_address,
)
from eventsys.web.common.certificate_words import certificate_words
from eventsys.web.common.languages import current_language, speaking
from eventsys.web.common.words import _


def certificate_batch(
    printed: Sequence[PrintedCertificate], zone: str, title: str
) -> CertificateBatch:
    """Put certificates onto their pages; there is at least one. `title` is the course's."""
    heading = _("Certificates")
    labels = {each: labels_in(each) for each in {e.certificate.language for e in printed}}
    return CertificateBatch(
        title=f"{heading} – {title}",
        sender=_("City of Copenhagen"),
        language=current_language().value,
        made_at=max(each.certificate.issued_at for each in printed),
        certificates=[
            certificate_face(each, labels[each.certificate.language], zone) for each in printed
        ],
    )


def single_certificate(printed: PrintedCertificate, zone: str) -> CertificateBatch:
    """Put one certificate onto its page."""
    certificate, labels = printed.certificate, labels_in(printed.certificate.language)
    with speaking(certificate.language):
        return CertificateBatch(
            title=f"{labels.heading} – {certificate.title}",
            sender=_("City of Copenhagen"),
            language=certificate.language.value,
            made_at=certificate.issued_at,
            certificates=[certificate_face(printed, labels, zone)],
        )


def labels_in(language: Language) -> CertificateLabels:
    """Give the words beside what stands on a certificate, in a language."""
    with speaking(language):
        return CertificateLabels(
            sender=_("City of Copenhagen"),
            heading=_("Certificate"),
            name=_("Given to"),
            title=_("For completing"),
            dates=_("Dates"),
            attended=_("Attendance"),
            length=_("Length"),
            issued=_("Issued"),
            hint=_("Scan the code to check the certificate."),
            picture=_("QR code of the certificate"),
        )


def certificate_face(
    printed: PrintedCertificate, labels: CertificateLabels, zone: str
) -> CertificateFace:
    """Put one certificate into words."""
    language = printed.certificate.language
    with speaking(language):
        words = certificate_words(printed.certificate, zone, language)
    return CertificateFace(
        language=language.value,
        labels=labels,
        name=printed.name or None,
        title=words.title,
        dates=words.dates,
        attended=words.attended,
        length=words.length,
        issued=words.issued,
        address=certificate_address(current_app.config["BASE_URL"], printed.code),
    )
