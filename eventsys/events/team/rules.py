"""Who answers for an event, as the public reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamContact:
    """Somebody of the team, by name, phone and e-mail, as far as they are given."""

    name: str = ""
    phone: str = ""
    email: str = ""


NOBODY = TeamContact()
