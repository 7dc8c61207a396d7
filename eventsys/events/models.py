"""The tables of events, their texts, occasions, gates and places."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.text import Language
from eventsys.core.worded import Worded
from eventsys.events.rules import (
    AgeRule,
    Attends,
    Audience,
    EventKind,
    EventStatus,
    RegistrationWindow,
    UnknownTickets,
    Visibility,
)


class Event(Model):
    """What people are invited to, and what has a page."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("registration_opens_at < registration_closes_at", name="window"),
        CheckConstraint("birth_year_from <= birth_year_to", name="age_rule"),
        CheckConstraint(
            "(birth_year_from IS NULL) = (birth_year_to IS NULL)", name="age_rule_whole"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[EventKind]
    status: Mapped[EventStatus] = mapped_column(default=EventStatus.DRAFT)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.ALL)
    attends: Mapped[Attends] = mapped_column(default=Attends.ALL)
    audience: Mapped[Audience] = mapped_column(default=Audience.FAMILIES)
    zone: Mapped[str] = mapped_column(default=COPENHAGEN)
    takes_registrations: Mapped[bool] = mapped_column(default=True)
    registration_opens_at: Mapped[datetime | None]
    registration_closes_at: Mapped[datetime | None]
    birth_year_from: Mapped[int | None]
    birth_year_to: Mapped[int | None]
    reentry: Mapped[bool] = mapped_column(default=True)
    unknown_tickets: Mapped[UnknownTickets] = mapped_column(default=UnknownTickets.AMBER)
    family_scan: Mapped[bool] = mapped_column(default=False, server_default=false())
    family_scan_at: Mapped[datetime | None]
    """When that was last changed; phones are then told of all tickets anew."""
    asks_workplace: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether participants are asked which organisation or unit they come from."""
    roster_salt: Mapped[bytes]
    created_by: Mapped[str | None]
    """The principal who made it; unknown where it was made before that was kept."""
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    revised_at: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]

    @property
    def age_rule(self) -> AgeRule | None:
        """Give the birth years the event is for; None where it is for everybody."""
        if self.birth_year_from is None or self.birth_year_to is None:
            return None
        return AgeRule(self.birth_year_from, self.birth_year_to)

    @property
    def window(self) -> RegistrationWindow:
        """Give the time in which registrations are taken."""
        return RegistrationWindow(
            takes_registrations=self.takes_registrations,
            opens_at=self.registration_opens_at,
            closes_at=self.registration_closes_at,
        )


class EventText(Worded, Model):
    """An event's title and text in one language; Danish is always there, and it counts."""

    __tablename__ = "event_text"
    __table_args__ = (UniqueConstraint("event_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    language: Mapped[Language]
    title: Mapped[str]
    body: Mapped[str] = mapped_column(default="")


class SpokenLanguage(Model):
    """A language that is spoken at an event."""

    __tablename__ = "spoken_language"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[Language] = mapped_column(primary_key=True)


class Occasion(Model):
    """One dated, placed taking-place of an event; the calendar uid never changes.

    One that the public has seen is never deleted: it stays in the calendars as cancelled.
    """

    __tablename__ = "occasion"
    __table_args__ = (
        UniqueConstraint("event_id", "no"),
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
        Index("ix_occasion_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    no: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    calendar_uid: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    revised_at: Mapped[datetime]


class EarlierOccasion(Model):
    """How an occasion stood until it was moved, so that people can be told what it was before."""

    __tablename__ = "earlier_occasion"

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion_id: Mapped[int] = mapped_column(
        ForeignKey("occasion.id", ondelete="CASCADE"), index=True
    )
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    changed_at: Mapped[datetime]


class Gate(Model):
    """Where people enter an event and are scanned."""

    __tablename__ = "gate"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str]


class PlacePool(Model):
    """Capacity and places taken, of an event or of one occasion; no capacity means no limit.

    Where it is awaited, what is left is for those on the waiting list, whose turn it is first.

    `taken` is touched by `claim_places` and `release_places` alone. It may exceed a capacity that
    was lowered on purpose, so no constraint holds it below.
    """

    __tablename__ = "place_pool"
    __table_args__ = (
        UniqueConstraint("event_id", "occasion_id"),
        CheckConstraint("taken >= 0", name="taken"),
        CheckConstraint("capacity >= 0", name="capacity"),
        Index(
            "uq_place_pool_whole_event",
            "event_id",
            unique=True,
            sqlite_where=text("occasion_id IS NULL"),
            postgresql_where=text("occasion_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id", ondelete="CASCADE"))
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    is_awaited: Mapped[bool] = mapped_column(default=False, server_default=false())

    def left(self) -> int | None:
        """Tell how many places anybody may take, never below 0; None where there is no limit."""
        if self.is_awaited:
            return 0
        return None if self.capacity is None else max(self.capacity - self.taken, 0)
