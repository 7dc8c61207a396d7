"""What people refuses."""

from eventsys.core.errors import DomainError


class AccountExists(DomainError):
    """The address has an account already."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email
