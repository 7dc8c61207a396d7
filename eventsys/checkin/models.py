"""The tables of phones and of what they send: scans, tallies and head counts are facts."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.checkin.rules import (
    DeviceRole,
    Direction,
    HeadCountKind,
    HeadCountRole,
    RowState,
    Verdict,
)
from eventsys.core.codes import CodeKind
from eventsys.core.db import Model
from eventsys.registration.rules import Category

UUID_LENGTH = 36


class Pairing(Model):
    """An invitation to a phone: one use, ten minutes; only the code's hash is kept."""

    __tablename__ = "pairing"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    gate_id: Mapped[int | None] = mapped_column(ForeignKey("gate.id", ondelete="SET NULL"))
    is_pinned: Mapped[bool] = mapped_column(default=False, server_default=false())
    role: Mapped[DeviceRole]
    code_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Device(Model):
    """One paired phone, for scanning or for counting, at one event.

    `told_seq` is the highest number that it says it has given, `told_unsent` how many rows it then
    still held, `told_sent_at` when it said so by its own clock. One that `is_pinned` stays at its
    gate.
    """

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    gate: Mapped[str | None]
    is_pinned: Mapped[bool] = mapped_column(default=False, server_default=false())
    role: Mapped[DeviceRole]
    label: Mapped[str]
    install_id: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    paired_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    told_seq: Mapped[int | None]
    told_unsent: Mapped[int | None]
    told_sent_at: Mapped[datetime | None]


class Scan(Model):
    """One reading of a code, whatever came of it; never changed, never deleted.

    `read_hash` is the SHA-256 of what was read, never the text. `shown` is what the volunteer was
    shown; the system's own verdict is computed and not part of the fact. What another phone of the
    event hands in for one that could not is stored under the one that made it: `relayed_for` is
    that one's public id as it was told, `handed_in_by` the other. A row with the first alone is
    relayed for no phone of the event, and has a place in no numbering.

    `quarantined` is no part of the fact: it keeps the scan from counting, and an organiser may
    decide that it counts.
    """

    __tablename__ = "scan"
    __table_args__ = (
        Index("ix_scan_ticket_id", "ticket_id"),
        Index("ix_scan_event_id_effective_at", "event_id", "effective_at"),
        Index("ix_scan_device_id_seq", "device_id", "seq"),
    )

    scan_id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    seq: Mapped[int]
    code_kind: Mapped[CodeKind]
    read_hash: Mapped[str]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    other_event: Mapped[bool]
    gate: Mapped[str | None]
    direction: Mapped[Direction]
    undoes: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    device_at: Mapped[datetime | None]
    offset_ms: Mapped[int] = mapped_column(BigInteger)
    effective_at: Mapped[datetime]
    received_at: Mapped[datetime]
    clock_unsure: Mapped[bool]
    shown: Mapped[Verdict | None]
    is_practice: Mapped[bool] = mapped_column(default=False, server_default=false())
    relayed_for: Mapped[str | None]
    handed_in_by: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    quarantined: Mapped[bool]


class TicketState(Model):
    """Where a ticket stands at an occasion; rewritten from its scans whenever one arrives."""

    __tablename__ = "ticket_state"
    __table_args__ = (Index("ix_ticket_state_occasion_id_changed_at", "occasion_id", "changed_at"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id"), primary_key=True)
    admitted_at: Mapped[datetime | None]
    admitted_gate: Mapped[str | None]
    admitted_scan_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    is_inside: Mapped[bool]
    changed_at: Mapped[datetime]


class Arrival(Model):
    """How many came in at a gate in a quarter of an hour, and how many of them are inside now.

    Each phone's batches have rows of their own (`by_device`; 0 for what was counted from the
    facts): a row alone says nothing, their sum counts. `changes` grows with each change.
    """

    __tablename__ = "arrival"
    __table_args__ = ({"sqlite_with_rowid": False},)

    occasion_id: Mapped[int] = mapped_column(
        ForeignKey("occasion.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    by_device: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    gate: Mapped[str] = mapped_column(primary_key=True)
    quarter_at: Mapped[datetime] = mapped_column(primary_key=True)
    admitted: Mapped[int]
    walk_ins: Mapped[int]
    inside: Mapped[int]
    changes: Mapped[int]


class Tally(Model):
    """A person counted without a ticket, or the undoing of such a count.

    `same_as_scan_id` is no part of the fact: an organiser decided that this is the person who came
    in by that scan.
    """

    __tablename__ = "tally"
    __table_args__ = (
        Index("ix_tally_event_id_effective_at", "event_id", "effective_at"),
        Index("ix_tally_undoes", "undoes"),
        Index("ix_tally_device_id_seq", "device_id", "seq"),
        Index(
            "ix_tally_linked",
            "event_id",
            sqlite_where=text("linked_scan_id IS NOT NULL OR same_as_scan_id IS NOT NULL"),
            postgresql_where=text("linked_scan_id IS NOT NULL OR same_as_scan_id IS NOT NULL"),
        ),
    )

    tally_id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    seq: Mapped[int]
    category: Mapped[Category]
    gate: Mapped[str | None]
    undoes: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    linked_scan_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    same_as_scan_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    device_at: Mapped[datetime | None]
    offset_ms: Mapped[int] = mapped_column(BigInteger)
    effective_at: Mapped[datetime]
    received_at: Mapped[datetime]
    clock_unsure: Mapped[bool]
    relayed_for: Mapped[str | None]
    handed_in_by: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    quarantined: Mapped[bool]


class HeadCount(Model):
    """A number of people counted in a slot at a post; a newer one supersedes it.

    `left_out_for` is no part of the fact: an organiser decided that another count counts in its
    place.
    """

    __tablename__ = "head_count"
    __table_args__ = (
        CheckConstraint("n >= 0", name="n"),
        CheckConstraint("slot_start <= slot_end", name="slot"),
        Index("ix_head_count_event_id", "event_id"),
        Index("ix_head_count_device_id_seq", "device_id", "seq"),
    )

    headcount_id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    seq: Mapped[int]
    post: Mapped[str]
    slot_start: Mapped[datetime]
    slot_end: Mapped[datetime]
    kind: Mapped[HeadCountKind]
    n: Mapped[int]
    role: Mapped[HeadCountRole]
    supersedes: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    reason: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    left_out_for: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    device_at: Mapped[datetime | None]
    offset_ms: Mapped[int] = mapped_column(BigInteger)
    effective_at: Mapped[datetime]
    received_at: Mapped[datetime]
    clock_unsure: Mapped[bool]
    relayed_for: Mapped[str | None]
    handed_in_by: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    quarantined: Mapped[bool]


class StrayRow(Model):
    """A row that could not be stored as what it is: unreadable, or at odds with an earlier one.

    `body` holds at most 2,000 characters, with the text of codes left out.
    """

    __tablename__ = "stray_row"
    __table_args__ = (Index("ix_stray_row_device_id", "device_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    kind: Mapped[str]
    row_id: Mapped[str | None]
    state: Mapped[RowState]
    body: Mapped[str]
    body_hash: Mapped[str]
    received_at: Mapped[datetime]
