"""The overview of a course: everybody and every occasion, with the sums."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventsys.attendance.marks.rules import AttendanceSource, AttendanceStatus
from eventsys.attendance.marks.sheets import (
    AttendanceSheet,
    Cell,
    SheetOccasion,
    SheetParticipant,
)
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.rules import ParticipantStatus
from eventsys.web.common.words import _
from eventsys.web.organiser.lists.words import (
    SIGNS,
    in_order_of_names,
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


@dataclass(frozen=True)
class Attended:
    """Who of an event's people came to which of its occasions, added up."""

    people: Sequence[SheetParticipant]
    came: Sequence[Cell]

    @property
    def sums(self) -> Sums:
        """Add it up."""
        return Sums(
            confirmed=sum(each.status is ParticipantStatus.CONFIRMED for each in self.people),
            persons=len({person for person, _occasion in self.came}),
            attendances=len(self.came),
        )

    def listed(self) -> list[SheetParticipant]:
        """List those with a place and those who came without one, by name."""
        return listed(self.people, {person for person, _occasion in self.came})


def heads_of(
    occasions: Sequence[SheetOccasion], came: Sequence[Cell], view: EventView, language: Language
) -> list[ColumnHead]:
    """Say when each occasion is and how many came."""
    number = Counter(occasion for _person, occasion in came)
    return [
        ColumnHead(
            no=each.no,
            day=short_day(each, view, language),
            when=when_of(each, view, language),
            came=number[each.id],
            state=state_of(each),
            is_cancelled=each.is_cancelled,
        )
        for each in occasions
    ]


def state_of(occasion: SheetOccasion) -> str:
    """Say what is to be known of an occasion's list."""
    if occasion.is_cancelled:
        return _("Cancelled")
    return _("Closed") if occasion.is_closed else ""


def listed(people: Sequence[SheetParticipant], came: Collection[int]) -> list[SheetParticipant]:
    """List those with a place and those who came without one, by name."""
    shown = [
        each for each in people if each.status is ParticipantStatus.CONFIRMED or each.id in came
    ]
    return in_order_of_names(shown)


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
