"""A course on the page of whoever registered: its dates, who came, and how far each has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.attendance.apologies.rules import Meeting as Said, hindrance_of
from eventsys.attendance.completion.queries import find_rule
from eventsys.attendance.completion.rules import Completion, Meeting, Progress, judge
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetOccasion, SheetParticipant
from eventsys.attendance.own.queries import read_own_attendance
from eventsys.core.db import Session
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.queries import get_event_by_id
from eventsys.events.rules import Attends, EventStatus
from eventsys.registration.models import Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.dates import When, say_when
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.wording import Tag

MANY = 6
"""From so many people on, those of a date are shown when they are asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnMark:
    """One person at one date; `which` is empty where nothing can be said beforehand."""

    name: str
    tag: Tag | None
    which: str
    has_apologised: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnDate:
    """One date of the course."""

    no: int
    when: When
    place: str
    is_cancelled: bool
    is_over: bool
    marks: Sequence[OwnMark]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnProgress:
    """How far one person has come; the tag is about completion, where there is a rule for it."""

    name: str
    words: str
    tag: Tag | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnCourse:
    """All of a course that concerns the people of a registration."""

    rule: str
    progress: Sequence[OwnProgress]
    dates: Sequence[OwnDate]
    is_folded: bool

    @property
    def can_say(self) -> bool:
        """Tell whether somebody can say something about a date."""
        return any(mark.which for date in self.dates for mark in date.marks)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the page is made of: the event, its sheet, who is called what, and when it is read."""

    event: EventView
    sheet: AttendanceSheet
    names: dict[int, str]
    language: Language
    at: datetime

    @property
    def people(self) -> Sequence[SheetParticipant]:
        """List those who have a place."""
        confirmed = ParticipantStatus.CONFIRMED
        return [each for each in self.sheet.participants if each.status is confirmed]

    @property
    def held(self) -> Sequence[SheetOccasion]:
        """List the occasions that were not cancelled."""
        return [each for each in self.sheet.occasions if not each.is_cancelled]


def own_course_of(
    session: Session,
    found: Registration,
    event: EventView,
    held: Sequence[HeldTicket],
    language: Language,
    at: datetime,
) -> OwnCourse | None:
    """Put a course into words; None where there is one date only, or nobody has a place."""
    has_place = any(each.status is ParticipantStatus.CONFIRMED for each in held)
    dates = len(event.occasions) + len(event.cancelled_occasions)
    if not has_place or event.attends is not Attends.ALL or dates == 1:
        return None
    shown = Shown(
        event=event,
        sheet=read_own_attendance(session, found, at=at),
        names={each.participant_id: each.name for each in held},
        language=language,
        at=at,
    )
    rule = find_rule(session, get_event_by_id(session, event.id))
    needed = rule.needed if rule else None
    return OwnCourse(
        rule=rule_words(needed, shown),
        progress=[progress_of(each, needed, shown) for each in shown.people],
        dates=list(dates_of(shown)),
        is_folded=len(shown.people) >= MANY,
    )


def rule_words(needed: int | None, shown: Shown) -> str:
    """Say what completes the course; nothing where no rule was set."""
    if needed is None:
        return ""
    needed = judge(needed, meetings_of(shown.people[0], shown)).needed
    return ngettext(
        "To complete the course, come to at least %(num)d date.",
        "To complete the course, come to at least %(num)d dates.",
        needed,
    )


def progress_of(person: SheetParticipant, needed: int | None, shown: Shown) -> OwnProgress:
    """Say at how many dates somebody was, how many are left, and what is missing."""
    completion = judge(needed or 1, meetings_of(person, shown))
    left = sum(not each.is_over for each in shown.held)
    attended = ngettext(
        "Was at %(attended)s of %(num)d date.",
        "Was at %(attended)s of %(num)d dates.",
        completion.held,
        attended=completion.attended,
    )
    return OwnProgress(
        name=name_of(person, shown),
        words=f"{attended} {left_words(left)}",
        tag=tag_of_progress(completion) if needed else None,
    )


def left_words(left: int) -> str:
    """Say how many dates are still to come."""
    return ngettext("%(num)d date is left.", "%(num)d dates are left.", left)


def tag_of_progress(completion: Completion) -> Tag:
    """Say whether the course is completed, can be, or cannot be any more."""
    if completion.progress is Progress.COMPLETED:
        return Tag(_("The course is completed"), "ok")
    missing = ngettext(
        "%(num)d date more is needed", "%(num)d dates more are needed", completion.missing
    )
    if completion.progress is Progress.UNDER_WAY:
        return Tag(missing)
    return Tag(_("The dates that are left do not suffice to complete the course"), "warn")


def meetings_of(person: SheetParticipant, shown: Shown) -> list[Meeting]:
    """Tell how somebody attended the occasions that were not cancelled."""
    return [
        Meeting(shown.sheet.status(person.id, each.id), is_over=each.is_over) for each in shown.held
    ]


def name_of(person: SheetParticipant, shown: Shown) -> str:
    """Call somebody by name, else by number; by nothing where there is nobody else."""
    if len(shown.people) == 1:
        return ""
    return shown.names.get(person.id) or _("Person %(number)s", number=person.position)


def dates_of(shown: Shown) -> Iterator[OwnDate]:
    """Put each date into words; the place only where they differ."""
    views = {e.id: e for e in [*shown.event.occasions, *shown.event.cancelled_occasions]}
    places = {(each.venue, each.address) for each in views.values()}
    for occasion in shown.sheet.occasions:
        view = views.get(occasion.id)
        if view is not None:
            yield date_of(occasion, view, shown, is_placed=len(places) > 1)


def date_of(
    occasion: SheetOccasion, view: OccasionView, shown: Shown, *, is_placed: bool
) -> OwnDate:
    """Put one date into words."""
    marks = [] if occasion.is_cancelled else [mark_of(e, occasion, shown) for e in shown.people]
    return OwnDate(
        no=occasion.no,
        when=say_when(view.starts_at, view.ends_at, shown.event.zone, shown.language),
        place=view.venue if is_placed else "",
        is_cancelled=occasion.is_cancelled,
        is_over=occasion.is_over,
        marks=marks,
    )


def mark_of(person: SheetParticipant, occasion: SheetOccasion, shown: Shown) -> OwnMark:
    """Say how somebody attended a date, and what they can say about it beforehand."""
    status = shown.sheet.status(person.id, occasion.id)
    has_begun = occasion.starts_at <= shown.at
    said = Said(
        has_place=person.is_expected_at(occasion.id),
        is_held=shown.event.status is EventStatus.PUBLISHED,
        has_begun=has_begun,
    )
    return OwnMark(
        name=name_of(person, shown),
        tag=tag_of(status, has_begun=has_begun),
        which="" if hindrance_of(said) else f"{occasion.no}-{person.position}",
        has_apologised=status is AttendanceStatus.APOLOGISED,
    )


def tag_of(status: AttendanceStatus, *, has_begun: bool) -> Tag | None:
    """Word how somebody attended a date; nothing of what is to come."""
    if status is AttendanceStatus.UNKNOWN:
        return Tag(_("Not noted yet")) if has_begun else None
    tags = {
        AttendanceStatus.CAME: Tag(_("Was there"), "ok"),
        AttendanceStatus.APOLOGISED: Tag(_("Sent apologies")),
        AttendanceStatus.STAYED_AWAY: Tag(_("Was not there"), "warn"),
    }
    return tags[status]
