"""How a registration is held while it changes."""

from sqlalchemy.orm import Session

from eventsys.registration.forgetting.errors import RegistrationForgotten
from eventsys.registration.models import Registration


def hold_known(session: Session, registration: Registration) -> None:
    """Let nobody else change a registration until the end; raise `RegistrationForgotten`."""
    session.refresh(registration, with_for_update=True)
    if registration.forgotten_at is not None:
        raise RegistrationForgotten
