"""What organisers read of somebody's attendance."""

from collections.abc import Sequence

from eventsys.attendance.marks.errors import OccasionCancelled, OccasionNotBegun, ReasonMissing
from eventsys.attendance.marks.rules import AttendanceSource, AttendanceStatus, MarkSource
from eventsys.attendance.marks.sheets import SheetOccasion, SheetParticipant
from eventsys.core.folding import fold_all
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.web.common.dates import say_when, worded
from eventsys.web.common.words import _

SIGNS = {
    AttendanceStatus.CAME: "✓",
    AttendanceStatus.APOLOGISED: "~",
    AttendanceStatus.STAYED_AWAY: "✗",
    AttendanceStatus.UNKNOWN: "·",
}
"""Signs for cells of a table; the words stand beside them."""

Refusal = OccasionCancelled | OccasionNotBegun | ReasonMissing


def status_word(status: AttendanceStatus) -> str:
    """Name how somebody attended an occasion."""
    words = {
        AttendanceStatus.CAME: _("Was there"),
        AttendanceStatus.APOLOGISED: _("Sent apologies"),
        AttendanceStatus.STAYED_AWAY: _("Was not there"),
        AttendanceStatus.UNKNOWN: _("Not known"),
    }
    return words[status]


def source_word(source: AttendanceSource) -> str:
    """Say what somebody's status rests on; nothing where nobody said anything."""
    words = {
        AttendanceSource.CORRECTION: _("corrected"),
        AttendanceSource.SCAN: _("ticket scanned"),
        AttendanceSource.LIST: _("on the list"),
        AttendanceSource.APOLOGY: _("told by themselves"),
        AttendanceSource.NONE: "",
    }
    return words[source]


def mark_word(source: MarkSource) -> str:
    """Name where a mark comes from."""
    return source_word(AttendanceSource(source.value))


def in_order_of_names(people: Sequence[SheetParticipant]) -> list[SheetParticipant]:
    """Sort people by name, however it is spelt, and those of one name as they registered."""
    names = fold_all([name_of(each) for each in people])
    order = sorted(zip(names, (each.id for each in people), range(len(people)), strict=True))
    return [people[place] for _name, _id, place in order]


def name_of(person: SheetParticipant) -> str:
    """Name a participant; one without a name by who registered them."""
    if person.name:
        return person.name
    if not person.contact_name:
        return _("Person %(number)s", number=person.position)
    return _("%(name)s, person %(number)s", name=person.contact_name, number=person.position)


def when_of(occasion: SheetOccasion, view: EventView, language: Language) -> str:
    """Say when an occasion is."""
    return str(say_when(occasion.starts_at, occasion.ends_at, view.zone, language))


def short_day(occasion: SheetOccasion | OccasionView, view: EventView, language: Language) -> str:
    """Say an occasion's day in the head of a table."""
    return worded(
        to_local(occasion.starts_at, view.zone), "d. MMM" if language == "da" else "d MMM", language
    )


def refusal_words(refusal: Refusal) -> str:
    """Say why attendance was not changed."""
    if isinstance(refusal, OccasionCancelled):
        return _("This date is cancelled: nobody can have come.")
    if isinstance(refusal, OccasionNotBegun):
        return _("This date has not begun yet.")
    return _("Write why you correct it.")
