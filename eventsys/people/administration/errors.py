"""What the administration of accounts refuses."""

from eventsys.core.errors import DomainError


class LastAdministrator(DomainError):
    """Nobody else could administer accounts any more."""


class NotInvited(DomainError):
    """The account has a passphrase already, or is deactivated: there is nothing to invite to."""
