"""What a certificate's QR opens, for whoever is shown one; and one's own certificate on paper."""

from collections.abc import Iterator
from functools import partial

from flask import Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.certificates.queries import find_certificate, list_printed
from eventsys.core.db import db
from eventsys.documents.certificates import print_certificates
from eventsys.events.queries import get_event_by_id
from eventsys.web.common.certificate_papers import single_certificate
from eventsys.web.common.certificate_words import CertificateWords, certificate_words
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.facts import Fact
from eventsys.web.public.registrations import OWN, participant_or_404


@blueprint.get("/C/<code>")
@open_to_all
def certificate_link(code: str) -> ResponseReturnValue:
    """Lead from a certificate's QR to its page, in the language that the browser asks for."""
    response = redirect(url_for("public.certificate", code=code))
    response.headers["Vary"] = "Accept-Language"
    return response


@blueprint.get("/<language:lang>/certificates/<code>")
@open_to_all
@failed_look_ups
def certificate(code: str) -> ResponseReturnValue:
    """Say whether a certificate is valid and what it is for; nobody's name."""
    session = db.session()
    found = find_certificate(session, code)
    if found is None:
        return render_template("public/certificate.html", certificate=None), 404
    zone = get_event_by_id(session, found.event_id).zone
    words = certificate_words(found, zone, current_language())
    facts = [*facts_of(words)]
    return render_template("public/certificate.html", certificate=words, facts=facts)


def facts_of(certificate: CertificateWords) -> Iterator[Fact]:
    """Say when the course was, how long, how much of it was attended, and since when it is so."""
    yield Fact(symbol="calendar", name=_("Dates"), text=certificate.dates)
    yield Fact(symbol="clock", name=_("Length"), text=certificate.length)
    yield Fact(symbol="people", name=_("Attendance"), text=certificate.attended)
    yield Fact(symbol="card", name=_("Issued"), text=certificate.issued)


@blueprint.get(f"{OWN}/people/<int:position>/certificate.pdf")
@open_to_all
@failed_look_ups
def certificate_paper(token: str, position: int) -> Response:
    """Give somebody's certificate as a PDF, by the link of their own page."""
    session = db.session()
    person = participant_or_404(session, token, position)
    event = get_event_by_id(session, person.event_id)
    printed = next(iter(list_printed(session, event, of=[person.id])), None) or abort(404)
    paper = single_certificate(printed, event.zone)
    return pdf_answer(partial(print_certificates, paper), f"{event.slug}-{position}")
