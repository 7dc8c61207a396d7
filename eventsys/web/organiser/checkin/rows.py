"""Phones as rows of a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsys.checkin.devices.queries import DeviceRow
from eventsys.checkin.rules import DeviceRole
from eventsys.core.localtime import to_local
from eventsys.web.common.dates import say_clock, say_moment
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.wording import Tag

SILENT_AFTER = timedelta(minutes=5)
AN_HOUR = 60
A_DAY = 24 * AN_HOUR


@dataclass(frozen=True, kw_only=True)
class PhoneRow:
    """A phone as organisers see it; `unsent` is empty where it never said what it holds."""

    public_id: str
    label: str
    does: str
    gate: str
    seen: str
    received: int
    missing: int
    unsent: str
    notes: list[str]
    tag: Tag
    is_connected: bool


def row_of(device: DeviceRow, at: datetime, zone: str) -> PhoneRow:
    """Put a phone into words."""
    counts = device.role == DeviceRole.COUNT
    return PhoneRow(
        public_id=device.public_id,
        label=device.label,
        does=_("counts") if counts else _("scans"),
        gate=device.gate or "",
        seen=ago(device.last_seen_at, at),
        received=device.received,
        missing=device.missing,
        unsent="" if device.unsent is None else str(device.unsent),
        notes=[*notes_of(device, at, zone), *notes_of_former(device)],
        tag=state_of(device, at),
        is_connected=device.revoked_at is None,
    )


def notes_of(device: DeviceRow, at: datetime, zone: str) -> Iterator[str]:
    """Say what is odd about the numbers of a phone, and that it stays where it is."""
    if device.is_pinned:
        yield _("It stays at this gate.")
    if device.missing:
        yield ngettext(
            "Last heard of %(when)s. Made %(made)s, received %(received)s: %(num)d is missing.",
            "Last heard of %(when)s. Made %(made)s, received %(received)s: %(num)d are missing.",
            device.missing,
            when=when_of(device.last_seen_at, at, zone),
            made=device.made,
            received=device.received,
        )
    if device.repeated:
        yield ngettext(
            "%(num)d row has the same number as another one.",
            "%(num)d rows have the same number as another one.",
            device.repeated,
        )
    if device.unreadable:
        yield ngettext(
            "%(num)d row came in that nobody can read.",
            "%(num)d rows came in that nobody can read.",
            device.unreadable,
        )
    if device.relayed:
        yield ngettext(
            "%(num)d row was handed in by another phone.",
            "%(num)d rows were handed in by another phone.",
            device.relayed,
        )
    if device.strange:
        yield ngettext(
            "It handed in %(num)d row of a phone that does not belong to the event.",
            "It handed in %(num)d rows of phones that do not belong to the event.",
            device.strange,
        )


def notes_of_former(device: DeviceRow) -> Iterator[str]:
    """Say what a phone that was taken off has handed in all the same."""
    if device.revoked_at is None:
        return
    if device.late:
        yield ngettext(
            "It handed in %(num)d row after it was disconnected.",
            "It handed in %(num)d rows after it was disconnected.",
            device.late,
        )
    if device.quarantined:
        yield ngettext(
            "%(num)d row counts nowhere, as it was made after that.",
            "%(num)d rows count nowhere, as they were made after that.",
            device.quarantined,
        )


def when_of(moment: datetime | None, at: datetime, zone: str) -> str:
    """Say when something was: today by the clock alone."""
    if moment is None:
        return _("never")
    local, language = to_local(moment, zone), current_language()
    if local.date() == to_local(at, zone).date():
        return say_clock(local, language)
    return say_moment(moment, zone, language)


def state_of(device: DeviceRow, at: datetime) -> Tag:
    """Say whether a phone is heard of."""
    if device.revoked_at is not None:
        return Tag(_("Disconnected"))
    if device.last_seen_at is None or at - device.last_seen_at > SILENT_AFTER:
        return Tag(_("Silent"), "warn")
    return Tag(_("Connected"), "ok")


def ago(moment: datetime | None, at: datetime) -> str:
    """Say how long ago something was."""
    if moment is None:
        return _("never")
    minutes = int((at - moment).total_seconds()) // 60
    if minutes < 1:
        return _("just now")
    if minutes < 2 * AN_HOUR:
        return ngettext("%(num)d minute ago", "%(num)d minutes ago", minutes)
    if minutes < 2 * A_DAY:
        return ngettext("%(num)d hour ago", "%(num)d hours ago", minutes // AN_HOUR)
    return ngettext("%(num)d day ago", "%(num)d days ago", minutes // A_DAY)
