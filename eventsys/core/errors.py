"""What all refusals have in common."""


class DomainError(Exception):
    """Something the facts do not allow; carries data, the web finds the words."""


class Busy(DomainError):
    """The database had no turn for this write; trying again later is right."""
