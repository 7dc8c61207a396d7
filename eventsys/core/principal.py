"""Who did it."""

from dataclasses import dataclass
from enum import StrEnum


class PrincipalKind(StrEnum):
    """What kind of doer stands in the audit log."""

    ACCOUNT = "account"
    DEVICE = "device"
    VISITOR = "visitor"
    SYSTEM = "system"


@dataclass(frozen=True)
class Principal:
    """Who did it: an account, a device, a visitor or the system itself."""

    kind: PrincipalKind
    id: int | None = None

    def __str__(self) -> str:
        return self.kind.value if self.id is None else f"{self.kind.value}:{self.id}"


VISITOR = Principal(PrincipalKind.VISITOR)
SYSTEM = Principal(PrincipalKind.SYSTEM)
