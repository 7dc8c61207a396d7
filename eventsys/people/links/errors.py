"""What a link to an account refuses."""

from eventsys.core.errors import DomainError


class LinkOver(DomainError):
    """The link was used, ended or is too old; nothing was changed."""
