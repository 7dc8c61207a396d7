"""The people of a course as rows, and one of them on a page of their own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventsys.attendance.certificates.models import Certificate
from eventsys.attendance.certificates.rules import agreement_of
from eventsys.attendance.completion.rules import Completion, Progress
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.marks.sheets import SheetOccasion, SheetParticipant
from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.web.common.certificate_words import say_attended
from eventsys.web.common.dates import say_date
from eventsys.web.common.words import _
from eventsys.web.organiser.completion.found import Found
from eventsys.web.organiser.completion.words import agreement_words, progress_tag, why
from eventsys.web.organiser.lists.words import in_order_of_names, name_of, status_word, when_of
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Somebody's way through a course; `tag` is None and the texts are empty without a rule."""

    id: int
    name: str
    attended: str
    tag: Tag | None
    why: str
    certificate: str
    disagreement: str


@dataclass(frozen=True, kw_only=True)
class DateRow:
    """One date of a course, and how somebody attended it."""

    when: str
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class CourseCounts:
    """How many people there are by their progress, with certificates, and with wrong ones."""

    progress: Mapping[Progress, int]
    people: int
    certificates: int
    waiting: int
    disagreeing: int


def row_of(person: SheetParticipant, found: Found, language: Language) -> PersonRow:
    """Put somebody's way through a course into words."""
    completion = found.course.completions.get(person.id)
    certificate = found.certificates.get(person.id)
    return PersonRow(
        id=person.id,
        name=name_of(person),
        attended=attended_words(person, found),
        tag=progress_tag(completion.progress) if completion else None,
        why=why(completion) if completion else "",
        certificate=issued_words(certificate, found, language) if certificate else "",
        disagreement=disagreement_of(certificate, completion) if certificate else "",
    )


def attended_words(person: SheetParticipant, found: Found) -> str:
    """Say to how many of the dates that are held somebody came."""
    held = [each.id for each in found.course.sheet.occasions if not each.is_cancelled]
    return say_attended(len(found.course.sheet.came(person.id)), len(held))


def issued_words(certificate: Certificate, found: Found, language: Language) -> str:
    """Say when a certificate was issued."""
    day = say_date(local_day(certificate.issued_at, found.view.zone), language)
    return _("Issued %(day)s", day=day)


def disagreement_of(certificate: Certificate, completion: Completion | None) -> str:
    """Say how a certificate differs from who came by what is known now."""
    return agreement_words(agreement_of(certificate.attended, certificate.held, completion))


def counts_of(found: Found) -> CourseCounts:
    """Count the people of a course."""
    course, certificates = found.course, found.certificates
    progress = Counter(each.progress for each in course.completions.values())
    return CourseCounts(
        progress={each: progress[each] for each in Progress},
        people=len(course.participants),
        certificates=len(certificates),
        waiting=len(set(course.completed()) - certificates.keys()),
        disagreeing=sum(
            bool(disagreement_of(each, course.completions.get(holder)))
            for holder, each in certificates.items()
        ),
    )


def people_of(found: Found, progress: Progress | None) -> Sequence[SheetParticipant]:
    """List the people of a course by name; with a progress, those who have come so far."""
    known = found.course.completions
    chosen = [
        each
        for each in found.course.participants
        if progress is None or (each.id in known and known[each.id].progress is progress)
    ]
    return in_order_of_names(chosen)


def dates_of(person: SheetParticipant, found: Found, language: Language) -> list[DateRow]:
    """Say how somebody attended each date."""
    return [
        DateRow(
            when=when_of(each, found.view, language),
            tag=tag_of(each, found.course.sheet.status(person.id, each.id)),
        )
        for each in found.course.sheet.occasions
    ]


def tag_of(occasion: SheetOccasion, status: AttendanceStatus) -> Tag:
    """Name how somebody attended a date; a cancelled one counts against nobody."""
    if occasion.is_cancelled:
        return Tag(_("Cancelled"))
    if status is AttendanceStatus.UNKNOWN and not occasion.is_over:
        return Tag(_("To come"))
    kinds = {AttendanceStatus.CAME: "ok", AttendanceStatus.UNKNOWN: "warn"}
    return Tag(status_word(status), kinds.get(status, ""))
