"""What changes phones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventsys.checkin.errors import GateNotFound, PairingRefused
from eventsys.checkin.models import Device, Pairing
from eventsys.checkin.rules import DeviceRole
from eventsys.core.audit import record
from eventsys.core.codes import digest_of, new_public_id, new_short_code, normalise
from eventsys.core.principal import SYSTEM, Principal
from eventsys.events.models import Event, Gate

PAIRING_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Post:
    """Where a phone is to serve, and as what; one that is pinned serves at no other gate."""

    gate: str | None
    role: DeviceRole
    is_pinned: bool = False


@dataclass(frozen=True)
class PairedDevice:
    """A phone that was just paired, with the token that is told this once."""

    device: Device
    token: str


def invite_device(
    session: Session,
    event: Event,
    gate: str | None,
    role: DeviceRole,
    *,
    at: datetime,
    by: Principal,
) -> str:
    """Make a pairing code for a phone that may go from gate to gate. Raise `GateNotFound`."""
    return invite_to_post(session, event, Post(gate=gate, role=role), at=at, by=by)


def invite_to_post(
    session: Session, event: Event, post: Post, *, at: datetime, by: Principal
) -> str:
    """Make a pairing code: eight characters, one use, ten minutes. Raise `GateNotFound`."""
    code = new_short_code()
    invitation = Pairing(
        event_id=event.id,
        gate_id=gate_id_of(session, event, post.gate) if post.gate else None,
        is_pinned=post.is_pinned and post.gate is not None,
        role=post.role,
        code_hash=digest_of(code),
        created_at=at,
        expires_at=at + PAIRING_LASTS,
    )
    session.add(invitation)
    session.flush()
    details = {"role": post.role.value, "gate": post.gate, "is_pinned": invitation.is_pinned}
    record(session, "invite", invitation, details, at=at, by=by)
    return code


def pair_device(session: Session, code: str, install_id: str, *, at: datetime) -> PairedDevice:
    """Make a phone a device of an event; the code is used up. Raise `PairingRefused`."""
    claim = (
        update(Pairing)
        .where(
            Pairing.code_hash == digest_of(normalise(code)),
            Pairing.used_at.is_(None),
            Pairing.expires_at > at,
        )
        .values(used_at=at)
        .returning(Pairing.id)
    )
    pairing_id = session.scalar(claim)
    if pairing_id is None:
        raise PairingRefused
    token = token_urlsafe(32)
    device = new_device(session, session.get_one(Pairing, pairing_id), token, install_id, at=at)
    session.add(device)
    session.flush()
    record(session, "pair", device, {"label": device.label}, at=at, by=SYSTEM)
    return PairedDevice(device, token)


def new_device(
    session: Session, pairing: Pairing, token: str, install_id: str, *, at: datetime
) -> Device:
    """Write a phone down under the name of its gate and a number."""
    gate = session.get(Gate, pairing.gate_id) if pairing.gate_id else None
    word = gate.name if gate else pairing.role.value
    same = select(func.count()).where(
        Device.event_id == pairing.event_id, Device.label.startswith(f"{word} ", autoescape=True)
    )
    return Device(
        public_id=new_public_id(),
        event_id=pairing.event_id,
        gate=gate.name if gate else None,
        is_pinned=pairing.is_pinned and gate is not None,
        role=pairing.role,
        label=f"{word} {session.scalars(same).one() + 1}",
        install_id=install_id,
        token_hash=digest_of(token),
        paired_at=at,
        last_seen_at=at,
    )


def revoke_device(session: Session, device: Device, *, at: datetime, by: Principal) -> None:
    """Take a phone off the event at once; what it scanned before, it may still hand in."""
    if device.revoked_at is None:
        device.revoked_at = at
        record(session, "revoke", device, {"label": device.label}, at=at, by=by)


def gate_id_of(session: Session, event: Event, name: str) -> int:
    """Find the id of an event's gate, or raise `GateNotFound`."""
    gate_id = session.scalar(select(Gate.id).where(Gate.event_id == event.id, Gate.name == name))
    if gate_id is None:
        raise GateNotFound(name)
    return gate_id
