"""What the gate refuses."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class PairingRefused(DomainError):
    """The pairing code is unknown, used or too old."""


@dataclass(eq=False)
class UnknownDevice(DomainError):
    """No device has this token, or its time is over."""


@dataclass(eq=False)
class DeviceRevoked(DomainError):
    """The device was revoked: it may hand in what it has, and receives nothing."""


@dataclass(eq=False)
class AlreadyScanned(DomainError):
    """The ticket was scanned: what its scans come to does not change by itself."""


@dataclass(eq=False)
class GateNotFound(DomainError):
    """The event has no gate of this name."""

    name: str
