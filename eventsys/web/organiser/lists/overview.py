"""The overview of a course: everybody and every occasion, with the sums."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.attendance.marks.rules import AttendanceSource, AttendanceStatus
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetOccasion, SheetParticipant
from eventsys.core.folding import fold
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.rules import ParticipantStatus
from eventsys.web.common.words import _
from eventsys.web.organiser.lists.words import (
    SIGNS,
    name_of,
    short_day,
    source_word,
    status_word,
    when_of,
)
from eventsys.web.organiser.wording import Tag, participant_tag


@dataclass(frozen=True, kw_only=True)
class ColumnHead:
    """An occasion as the head of a column; `came` is how many came, `state` what is to be known."""

    no: int
    day: str
    when: str
    came: int
    state: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class CellShown:
    """How somebody attended an occasion; `about` completes the sign for those who hear it."""

    no: int
    kind: str
    sign: str
    about: str
    is_corrected: bool
    can_be_corrected: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OverviewRow:
    """A participant with the occasions; `came` is how often they came."""

    id: int
    name: str
    tag: Tag | None
    cells: Sequence[CellShown]
    came: int


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What an overview adds up to: people with a place, people who came at all, attendances."""

    confirmed: int
    persons: int
    attendances: int


def heads_of(sheet: AttendanceSheet, view: EventView, language: Language) -> list[ColumnHead]:
    """Say when each occasion is and how many came."""
    came = {each.id: 0 for each in sheet.occasions}
    for person in sheet.participants:
        for occasion_id in sheet.came(person.id):
            came[occasion_id] += 1
    return [
        ColumnHead(
            no=each.no,
            day=short_day(each, view, language),
            when=when_of(each, view, language),
            came=came[each.id],
            state=state_of(each),
            is_cancelled=each.is_cancelled,
        )
        for each in sheet.occasions
    ]


def state_of(occasion: SheetOccasion) -> str:
    """Say what is to be known of an occasion's list."""
    if occasion.is_cancelled:
        return _("Cancelled")
    return _("Closed") if occasion.is_closed else ""


def sums_of(sheet: AttendanceSheet) -> Sums:
    """Add an overview up."""
    times = [len(sheet.came(person.id)) for person in sheet.participants]
    confirmed = sum(p.status is ParticipantStatus.CONFIRMED for p in sheet.participants)
    return Sums(confirmed=confirmed, persons=sum(map(bool, times)), attendances=sum(times))


def listed(sheet: AttendanceSheet) -> list[SheetParticipant]:
    """List those with a place and those who came without one, by name."""
    shown = [
        person
        for person in sheet.participants
        if person.status is ParticipantStatus.CONFIRMED or sheet.came(person.id)
    ]
    return sorted(shown, key=lambda person: (fold(name_of(person)), person.id))


def row_of(
    person: SheetParticipant, sheet: AttendanceSheet, view: EventView, language: Language
) -> OverviewRow:
    """Put a participant's attendance into words."""
    has_place = person.status is ParticipantStatus.CONFIRMED
    return OverviewRow(
        id=person.id,
        name=name_of(person),
        tag=None if has_place else participant_tag(person.status),
        cells=[cell_of(person, each, sheet, view, language) for each in sheet.occasions],
        came=len(sheet.came(person.id)),
    )


def cell_of(
    person: SheetParticipant,
    occasion: SheetOccasion,
    sheet: AttendanceSheet,
    view: EventView,
    language: Language,
) -> CellShown:
    """Put into words how somebody attended an occasion."""
    found = sheet.attendance(person.id, occasion.id)
    is_expected = person.occasion_id in {None, occasion.id}
    word = _("Cancelled") if occasion.is_cancelled else status_word(found.status)
    rests_on = source_word(found.source)
    said = f"{word} ({rests_on})" if rests_on else word
    is_open = not occasion.is_cancelled and is_expected
    is_blank = occasion.is_cancelled or not (is_expected or found.status is AttendanceStatus.CAME)
    return CellShown(
        no=occasion.no,
        kind="" if is_blank else found.status.value,
        sign="" if is_blank else SIGNS[found.status],
        about=f"{said}, {name_of(person)}, {short_day(occasion, view, language)}",
        is_corrected=found.source is AttendanceSource.CORRECTION,
        can_be_corrected=is_open,
    )
