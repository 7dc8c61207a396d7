"""The tables of registrations, participants and tickets."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.registration.rules import (
    Category,
    Channel,
    Contact,
    ParticipantStatus,
    Source,
    TicketStatus,
)


class Registration(Model):
    """One contact's request for places at an event, and what came of it."""

    __tablename__ = "registration"
    __table_args__ = (Index("ix_registration_event_id_source", "event_id", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    language: Mapped[Language]
    source: Mapped[Source]
    contact_name: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    contact_channel: Mapped[Channel]
    contact_email: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    contact_phone: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    group_name: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    link_version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
    idempotency_key: Mapped[str | None] = mapped_column(unique=True)
    request_digest: Mapped[str | None]
    registered_by: Mapped[str]
    created_at: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]

    @property
    def contact(self) -> Contact:
        """Give who registered and how to reach them."""
        return Contact(
            name=self.contact_name or "",
            channel=self.contact_channel,
            email=self.contact_email,
            phone=self.contact_phone,
        )


class Participant(Model):
    """A person who is to come or came; a companion of those the event is for may take no place."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("registration_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    position: Mapped[int]
    name: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    category: Mapped[Category]
    birth_year: Mapped[int | None] = mapped_column(info={"personal": "K2"})
    status: Mapped[ParticipantStatus]
    is_companion: Mapped[bool] = mapped_column(default=False, server_default=false())
    takes_place: Mapped[bool] = mapped_column(default=True, server_default=true())
    deregistered_at: Mapped[datetime | None]
    deregistered_by: Mapped[str | None]
    left_waiting: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether who is deregistered never had a place."""
    forgotten_at: Mapped[datetime | None]
    """Since when nobody knows who it was; what their ticket came to is never judged again."""


class Ticket(Model):
    """One person's right to enter, held as an unguessable code.

    The code is kept as its SHA-256 to look it up, and encrypted to show it again; the salted,
    truncated hashes are those that the phones hold. `past` holds the times that scans are judged
    by, of codes that were replaced and of blocks that were lifted; most tickets have none.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("event_id", "roster_hash"),
        UniqueConstraint("event_id", "roster_short"),
        Index("ix_ticket_event_id_changed_at", "event_id", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    code_hash: Mapped[str] = mapped_column(unique=True)
    sealed_codes: Mapped[bytes] = mapped_column(LargeBinary)
    roster_hash: Mapped[str]
    roster_short: Mapped[str]
    category: Mapped[Category]
    status: Mapped[TicketStatus] = mapped_column(default=TicketStatus.VALID)
    status_at: Mapped[datetime | None]
    flags: Mapped[int] = mapped_column(default=0)
    past: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_at: Mapped[datetime]
