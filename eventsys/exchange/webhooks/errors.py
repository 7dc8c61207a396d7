"""Why a receiver is refused."""

from eventsys.core.errors import DomainError
from eventsys.exchange.webhooks.rules import Failure, UrlFault


class AddressRefused(DomainError):
    """News cannot go to this address."""

    def __init__(self, fault: UrlFault) -> None:
        super().__init__(fault)
        self.fault = fault


class NoKinds(DomainError):
    """Nothing was chosen that a receiver wishes to hear of."""


class TooManyReceivers(DomainError):
    """There are as many receivers as there may be."""


class TryFailed(DomainError):
    """News were not taken this time; `status` is what was answered, if anything was."""

    def __init__(self, failure: Failure, status: int | None = None) -> None:
        super().__init__(failure)
        self.failure = failure
        self.status = status


class ReceiverOff(DomainError):
    """The receiver is switched off: nothing goes there."""
