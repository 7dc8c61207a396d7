"""What gives certificates and takes them away."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.certificates.errors import NotCompleted, RevocationReasonMissing
from eventsys.attendance.certificates.models import Certificate
from eventsys.attendance.certificates.queries import certificates_in_force, find_certificate_of
from eventsys.attendance.certificates.rules import minutes_of
from eventsys.attendance.completion.queries import CourseCompletion, read_completion
from eventsys.attendance.completion.rules import LONGEST_REASON, Progress
from eventsys.attendance.marks.sheets import SheetParticipant
from eventsys.core.audit import record
from eventsys.core.codes import digest_of, new_code
from eventsys.core.keys import Purpose, keys
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.events.queries import list_texts
from eventsys.registration.models import Registration


def issue(
    session: Session, event: Event, participant_id: int, *, at: datetime, by: Principal
) -> Certificate:
    """Give a participant a certificate; whoever has one keeps it. Raise `NotCompleted`."""
    hold(session, event)
    known = find_certificate_of(session, participant_id)
    if known is not None:
        return known
    course = read_completion(session, event, at=at)
    person = completed_by(course, participant_id)
    [certificate] = make(session, event, course, [person], at=at, by=by)
    return certificate


def issue_all(session: Session, event: Event, *, at: datetime, by: Principal) -> int:
    """Give everybody a certificate who completed the course and has none; tell how many."""
    hold(session, event)
    course, known = read_completion(session, event, at=at), certificates_in_force(session, event)
    waiting = set(course.completed()) - known.keys()
    people = [each for each in course.participants if each.id in waiting]
    return len(make(session, event, course, people, at=at, by=by))


def reissue(
    session: Session, certificate: Certificate, reason: str, *, at: datetime, by: Principal
) -> Certificate:
    """Give the holder a new certificate, by what is known now, and take this one away.

    Raise `RevocationReasonMissing`, and `NotCompleted` where they have not completed the course
    after all or are forgotten.
    """
    if certificate.participant_id is None:
        raise NotCompleted(None)
    event = session.get_one(Event, certificate.event_id)
    hold(session, event)
    course = read_completion(session, event, at=at)
    person = completed_by(course, certificate.participant_id)
    revoke(session, certificate, reason, at=at, by=by)
    known = find_certificate_of(session, person.id)  # of somebody who was quicker
    return known or make(session, event, course, [person], at=at, by=by)[0]


def completed_by(course: CourseCompletion, participant_id: int) -> SheetParticipant:
    """Give the participant, who has completed the course; else raise `NotCompleted`."""
    completion = course.completions.get(participant_id)
    if completion is None or completion.progress is not Progress.COMPLETED:
        raise NotCompleted(completion)
    return next(each for each in course.participants if each.id == participant_id)


def revoke(
    session: Session, certificate: Certificate, reason: str, *, at: datetime, by: Principal
) -> None:
    """Take a certificate away; harmless when repeated. Raise `RevocationReasonMissing`."""
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise RevocationReasonMissing(LONGEST_REASON)
    session.flush()
    session.refresh(certificate, with_for_update=True)
    if certificate.revoked_at is not None:
        return
    certificate.revoked_at, certificate.revoked_by = at, str(by)
    certificate.revoked_because = reason.strip()
    session.flush()
    details = {"reason": certificate.revoked_because}
    record(session, "revoke", certificate, details, at=at, by=by)


def make(
    session: Session,
    event: Event,
    course: CourseCompletion,
    people: Sequence[SheetParticipant],
    *,
    at: datetime,
    by: Principal,
) -> Sequence[Certificate]:
    """Write certificates down for people who completed the course."""
    languages = languages_of(session, event)
    titles = {each.language: each.title for each in list_texts(session, event)}
    made = [
        fresh_certificate(course, each, titles, languages[each.registration_id]) for each in people
    ]
    for certificate in made:
        certificate.event_id = event.id
        certificate.issued_at, certificate.issued_by = at, str(by)
    session.add_all(made)
    session.flush()
    for certificate in made:
        details = {"attended": certificate.attended, "held": certificate.held}
        record(session, "issue", certificate, details, at=at, by=by)
    return made


def languages_of(session: Session, event: Event) -> Mapping[int, Language]:
    """Tell the language of each of an event's registrations."""
    spoken = select(Registration.id, Registration.language).filter_by(event_id=event.id)
    return {row.id: row.language for row in session.execute(spoken)}


def fresh_certificate(
    course: CourseCompletion,
    person: SheetParticipant,
    titles: Mapping[Language, str],
    language: Language,
) -> Certificate:
    """Write down what is known now of somebody who completed a course, with a code of its own."""
    held = [each for each in course.sheet.occasions if not each.is_cancelled]
    came = set(course.sheet.came(person.id))
    completion, code = course.completions[person.id], new_code()
    worded = language if titles.get(language) else Language.DANISH
    return Certificate(
        participant_id=person.id,
        code_hash=digest_of(code),
        sealed_code=keys().seal(Purpose.CERTIFICATE, code),
        language=language,
        title=titles[worded],
        title_language=worded,
        starts_at=min(each.starts_at for each in held),
        ends_at=max(each.ends_at for each in held),
        minutes=minutes_of(each.ends_at - each.starts_at for each in held if each.id in came),
        attended=completion.attended,
        held=completion.held,
    )
