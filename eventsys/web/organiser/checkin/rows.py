"""Phones as rows of a list."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsys.checkin.devices.queries import DeviceRow
from eventsys.checkin.rules import DeviceRole
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.wording import Tag

SILENT_AFTER = timedelta(minutes=5)
AN_HOUR = 60
A_DAY = 24 * AN_HOUR


@dataclass(frozen=True, kw_only=True)
class PhoneRow:
    """A phone as organisers see it."""

    public_id: str
    label: str
    does: str
    gate: str
    seen: str
    received: int
    missing: int
    tag: Tag
    is_connected: bool


def row_of(device: DeviceRow, at: datetime) -> PhoneRow:
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
        tag=state_of(device, at),
        is_connected=device.revoked_at is None,
    )


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
