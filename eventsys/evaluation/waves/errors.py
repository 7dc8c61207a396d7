"""What the facts do not allow about waves and their invitations."""

from eventsys.core.errors import DomainError


class WaveExists(DomainError):
    """The event has a wave at that time already."""


class NothingHeld(DomainError):
    """Every date of the event is cancelled: there is nothing to ask about."""


class WindowIsEmpty(DomainError):
    """The wave would close before it opens."""


class WaveHasBegun(DomainError):
    """People have been asked or have answered: the wave can no longer be another or go away."""


class WaveIsNotOpen(DomainError):
    """The wave takes no answers now: it has not begun, or is over."""


class AlreadyReminded(DomainError):
    """Those who have not answered were reminded before; people are reminded once."""


class AlreadyTold(DomainError):
    """Participants were told before what came of their answers; it is sent once."""


class NothingToTell(DomainError):
    """Nothing is written yet that participants could be told."""


class InviteNotFound(DomainError):
    """No such invitation."""
