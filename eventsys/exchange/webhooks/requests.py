"""What is asked for when a receiver is registered or changed."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from eventsys.core.news import NewsKind
from eventsys.exchange.webhooks.errors import AddressRefused, NoKinds
from eventsys.exchange.webhooks.rules import OFFERED_KINDS, fault_of


@dataclass(frozen=True, kw_only=True)
class ReceiverRequest:
    """What a receiver is for, where it is, and what it wishes to hear of."""

    label: str
    url: str
    kinds: AbstractSet[NewsKind]

    def check(self) -> None:
        """Raise `AddressRefused` and `NoKinds`."""
        fault = fault_of(self.url)
        if fault is not None:
            raise AddressRefused(fault)
        if not self.kinds or not self.kinds <= set(OFFERED_KINDS):
            raise NoKinds
