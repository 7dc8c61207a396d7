"""What all refusals have in common."""


class DomainError(Exception):
    """Something the facts do not allow; carries data, the web finds the words."""


class WrongSetting(Exception):
    """A setting that cannot be used; the text says which, why and what to do."""


class Busy(DomainError):
    """The database had no turn for this write; trying again later is right."""


class Overtaken(DomainError):
    """What was to be changed was removed or changed at the same moment by somebody else."""
