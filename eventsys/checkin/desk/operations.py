"""What the desk does on the day: searches are logged, checking in by hand is an ordinary scan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.checkin.desk.queries import MOST_FOUND, DeskPerson, find_people
from eventsys.checkin.devices.operations import gate_id_of
from eventsys.checkin.devices.queries import desk_token_hash, get_posting_device_by
from eventsys.checkin.errors import AlreadyScanned
from eventsys.checkin.models import Device, Scan
from eventsys.checkin.requests import Batch, ScanResult, ScanRow
from eventsys.checkin.rules import DeviceRole, Direction, RowState
from eventsys.checkin.scans.operations import store_scans
from eventsys.checkin.scans.posts import Post
from eventsys.core.audit import record
from eventsys.core.codes import CodeKind, CodeRead, new_public_id
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import FLAG_STAFF
from eventsys.registration.tickets.operations import hold as hold_ticket, set_flag

LABEL = "Bord"


@dataclass(frozen=True, kw_only=True)
class HandCheckIn:
    """Whom to check in: the key makes a request that comes twice the same."""

    key: UUID
    gate: str | None


@dataclass(frozen=True)
class Found:
    """Who was found, and whether there are more than are shown."""

    people: Sequence[DeskPerson]
    has_more: bool


def search(session: Session, event: Event, text: str, *, at: datetime, by: Principal) -> Found:
    """Find people at the desk; who searched is logged, and how many were found, not for whom."""
    people = find_people(session, event, text, at=at, limit=MOST_FOUND + 1)
    shown = people[:MOST_FOUND]
    record(session, "search", event, {"hits": len(shown)}, at=at, by=by)
    return Found(shown, has_more=len(people) > len(shown))


def check_in(
    session: Session, participant: Participant, request: HandCheckIn, *, at: datetime, by: Principal
) -> ScanResult:
    """Check somebody in who has no ticket at hand: a scan of the ticket by the desk's device.

    Raise `GateNotFound`.
    """
    event = session.get_one(Event, participant.event_id)
    if request.gate is not None:
        gate_id_of(session, event, request.gate)
    row = scan_of(session, participant, request.key, gate=request.gate, direction=Direction.IN)
    result = hand_in(session, event, row, at=at)
    if result.state is RowState.NEW:
        details = {"verdict": result.verdict, "gate": request.gate, "scan": row.row_id}
        record(session, "check in", participant, details, at=at, by=by)
    return result


def undo_check_in(
    session: Session, participant: Participant, scan_id: UUID, *, at: datetime, by: Principal
) -> ScanResult:
    """Take back a scan of the desk; after 15 minutes that has no effect, as with any scan."""
    event = session.get_one(Event, participant.event_id)
    key, undoes = uuid5(scan_id, "undo"), str(scan_id)
    row = scan_of(session, participant, key, direction=Direction.UNDO, undoes=undoes)
    result = hand_in(session, event, row, at=at)
    if result.state is RowState.NEW:
        record(session, "undo check-in", participant, {"scan": undoes}, at=at, by=by)
    return result


def make_staff_pass(
    session: Session, ticket: Ticket, *, is_set: bool, at: datetime, by: Principal
) -> None:
    """Let a ticket be a staff pass, which lets in and counts nowhere, or an ordinary one again.

    Raise `AlreadyScanned` where that would change what was counted.
    """
    hold_ticket(session, ticket)
    if bool(ticket.flags & FLAG_STAFF) is is_set:
        return
    scanned = select(Scan.scan_id).where(Scan.ticket_id == ticket.id).limit(1)
    if session.scalars(scanned).first() is not None:
        raise AlreadyScanned
    set_flag(session, ticket, FLAG_STAFF, is_set=is_set, at=at, by=by)


def scan_of(
    session: Session,
    participant: Participant,
    key: UUID,
    *,
    direction: Direction,
    gate: str | None = None,
    undoes: str | None = None,
) -> ScanRow:
    """Write down the scan of a participant's ticket, its time and number still to come."""
    code = session.scalars(
        select(Ticket.roster_hash).where(Ticket.participant_id == participant.id)
    ).one()
    return ScanRow(
        row_id=str(key),
        seq=0,
        read=CodeRead(CodeKind.CODE_HASH, code),
        gate=gate,
        direction=direction,
        undoes=undoes,
        device_at=None,
        shown=None,
        relayed_for=None,
    )


def hand_in(session: Session, event: Event, row: ScanRow, *, at: datetime) -> ScanResult:
    """Store a scan of the desk; one that is stored already is told again as it was."""
    device = desk_device(session, event, at=at)
    known = session.get(Scan, row.row_id)
    if known is None:
        row = replace(row, seq=next_number(session, device), device_at=at)
    else:
        row = replace(row, seq=known.seq, device_at=known.device_at)
    session.flush()
    connection = session.connection()
    in_time = device.paired_at  # the desk may write down who came long after the event
    poster = get_posting_device_by(connection, device.token_hash, at=in_time)
    post = Post(device=poster, batch=Batch(sent_at=at, rows=[row]), at=at)
    [[result]] = store_scans(connection, [post])
    return result


def desk_device(session: Session, event: Event, *, at: datetime) -> Device:
    """Give the event's own device, made when it is first needed, and hold it.

    Its token's hash is the hash of nothing: nobody can post in its name.
    """
    chosen = select(Device).where(Device.token_hash == desk_token_hash(event))
    held = chosen.with_for_update()
    device = session.scalar(held)
    if device is None:
        hold(session, event)
        device = session.scalar(held) or new_desk_device(session, event, at=at)
    return device


def new_desk_device(session: Session, event: Event, *, at: datetime) -> Device:
    """Write the event's own device down."""
    device = Device(
        public_id=new_public_id(),
        event_id=event.id,
        gate=None,
        role=DeviceRole.SCAN,
        label=LABEL,
        install_id=LABEL,
        token_hash=desk_token_hash(event),
        paired_at=at,
        last_seen_at=at,
    )
    session.add(device)
    session.flush()
    return device


def next_number(session: Session, device: Device) -> int:
    """Give the number that the desk's next scan has; the device is held."""
    highest = session.scalar(select(func.max(Scan.seq)).where(Scan.device_id == device.id))
    return (highest or 0) + 1
